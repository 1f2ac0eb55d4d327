import { getMigrations } from "better-auth/db/migration";
import { type ArmBuyers, emailOf } from "../../arms/arm.ts";
import { signedCookie } from "../signed-cookie.ts";
import { authOptions, baseURL, secret } from "./auth-options.ts";

/** Signed in, with a confirmed address: without that the plugin does not trust what its search for a customer finds. */
export const betterAuthBuyers: ArmBuyers = {
  prepare: async (client, setting) => {
    const { pool, options } = authOptions(setting);
    await (await getMigrations(options)).runMigrations();
    await pool.end();
    await client.query(
      `INSERT INTO "user" (id, name, email, "emailVerified", "createdAt", "updatedAt")
       VALUES ('somebody', 'Sam', 'somebody@example.com', true, now(), now())`,
    );
  },
  add: async (client, from, to) => {
    await client.query(
      `INSERT INTO "user" (id, name, email, "emailVerified", "createdAt", "updatedAt")
       SELECT 'u' || n, 'Pat Person', '${emailOf("' || n || '")}', true, now(), now()
       FROM generate_series($1::int, $2::int - 1) n`,
      [from, to],
    );
    await client.query(
      `INSERT INTO "session" (id, token, "userId", "expiresAt", "createdAt", "updatedAt")
       SELECT 's' || n, 'token-' || n, 'u' || n, now() + interval '7 days', now(), now()
       FROM generate_series($1::int, $2::int - 1) n`,
      [from, to],
    );
  },
  startOf: (buyer) => ({
    path: "/api/auth/subscription/upgrade",
    headers: {
      origin: baseURL,
      cookie: signedCookie("better-auth.session_token", `token-${buyer}`, secret),
    },
    body: JSON.stringify({
      plan: "plus",
      successUrl: "/done",
      cancelUrl: "/plans",
      disableRedirect: true,
    }),
  }),
  readOneSql: `SELECT * FROM "user" WHERE id = 'somebody'`,
  answerHas: '"url":"http',
};
