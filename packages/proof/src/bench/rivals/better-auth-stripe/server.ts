import { createServer } from "node:http";
import { betterAuth } from "better-auth";
import { toNodeHandler } from "better-auth/node";
import type { OpenArm } from "../../arms/arm.ts";
import { authOptions } from "./auth-options.ts";

/** `POST /api/auth/subscription/upgrade` of the plugin, behind its own Node handler. */
export const open: OpenArm = async (setting) => {
  const { pool, options } = authOptions(setting);
  const server = createServer(toNodeHandler(betterAuth(options)));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    readOne: () => pool.query(`SELECT * FROM "user" WHERE id = 'somebody'`),
  };
};
