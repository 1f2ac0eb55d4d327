import { createHash } from "node:crypto";
import { type ArmBuyers, emailOf } from "../../arms/arm.ts";
import { signedCookie } from "../signed-cookie.ts";
import { secret } from "./config.ts";

/** As create-auth.ts names it. */
const cookieName = `idem-${createHash("sha256").update(`cookie name ${secret}`).digest("hex").slice(0, 6)}.session_token`;

/** Signed in, with the billing account that their first look at the plans made. */
export const idemBuyers: ArmBuyers = {
  prepare: async (client) => {
    await client.query(
      `INSERT INTO "user" (id, name, email, email_verified, updated_at)
       VALUES ('somebody', 'Sam', 'somebody@example.com', true, now())`,
    );
    await client.query(
      `INSERT INTO billing_account (id, user_id, email, name, updated_at)
       VALUES ('acc_somebody', 'somebody', 'somebody@example.com', 'Sam', now())`,
    );
  },
  add: async (client, from, to) => {
    const series = "FROM generate_series($1::int, $2::int - 1) n";
    const email = `'${emailOf("' || n || '")}'`;
    await client.query(
      `INSERT INTO "user" (id, name, email, email_verified, role, updated_at)
       SELECT 'u' || n, 'Pat Person', ${email}, true, 'user', now() ${series}`,
      [from, to],
    );
    await client.query(
      `INSERT INTO "session" (id, token, user_id, expires_at, updated_at)
       SELECT 's' || n, 'token-' || n, 'u' || n, now() + interval '7 days', now() ${series}`,
      [from, to],
    );
    await client.query(
      `INSERT INTO billing_account (id, user_id, email, name, updated_at)
       SELECT 'acc_' || n, 'u' || n, ${email}, 'Pat Person', now() ${series}`,
      [from, to],
    );
  },
  startOf: (buyer, attempt) => ({
    path: "/api/trpc/checkout.start",
    headers: { cookie: signedCookie(cookieName, `token-${buyer}`, secret) },
    body: JSON.stringify({ priceId: "plus_year_usd", attempt, revision: 0, ui: "embedded" }),
  }),
  readOneSql: "SELECT * FROM billing_account WHERE id = 'acc_somebody'",
  answerHas: '"is":"ready"',
};
