import { createServer } from "node:http";
import { betterAuth } from "better-auth";
import { toNodeHandler } from "better-auth/node";
import { listen } from "../../../world/listen.ts";
import type { OpenArm } from "../../arms/arm.ts";
import { authOptions } from "./auth-options.ts";

/** `POST /api/auth/subscription/upgrade` of the plugin, behind its own Node handler. */
export const open: OpenArm = async (setting) => {
  const { pool, options } = authOptions(setting);
  const server = createServer(toNodeHandler(betterAuth(options)));
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    readOne: () => pool.query(`SELECT * FROM "user" WHERE id = 'somebody'`),
  };
};
