import { fork } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { openDatabase } from "@idem/postgres";
import { type ServeConfig, seedCatalogue } from "@idem/server";
import { startEmbeddedPostgres } from "@idem/server/embedded-postgres";
import { z } from "zod";
import { lookAtStripe, startChaosStripe } from "../chaos/chaos-stripe.ts";
import { deployTables } from "../world/deploy-tables.ts";
import { foreignClient } from "../world/start-world.ts";

export type Ground = {
  databaseUrl: string;
  stripeUrl: string;
  /** Requests that Stripe has answered since it was started. */
  stripeRequests(): Promise<number>;
  /** Starts a server in a process of its own; answers its address and how to end it. */
  serve(changes: Partial<ServeConfig>): Promise<{ url: string; close(): Promise<void> }>;
} & AsyncDisposable;

export const secretWebhook = "whsec_storm";

const beside = (file: string): string => path.join(import.meta.dirname, file);
const told = z.object({ url: z.string() });

/** PostgreSQL that waits for the disk, the local Stripe, and servers, each in a process of its own. */
export async function startGround(): Promise<Ground> {
  await using opened = new AsyncDisposableStack();
  const home = await mkdtemp(path.join(tmpdir(), "idem-storm-"));
  // The database's own user has to get in.
  await chmod(home, 0o755);
  opened.defer(() => rm(home, { recursive: true, force: true }));
  const postgres = await startEmbeddedPostgres({ home });
  opened.defer(postgres.stop);
  await deployTables(postgres.url);
  const stripe = await startChaosStripe({ seed: 1, secretWebhook });
  opened.defer(stripe.close);
  const { prisma, close } = openDatabase({ url: postgres.url, poolSize: 2 });
  await seedCatalogue({ stripe: foreignClient(stripe.url), prisma });
  await close();
  const config = configOf(postgres.url, stripe.url);
  const everything = opened.move();
  return {
    databaseUrl: postgres.url,
    stripeUrl: stripe.url,
    stripeRequests: async () => (await lookAtStripe(stripe.url)).totals.requests,
    serve: async (changes) => {
      const child = fork(beside("../world/server-process.ts"), {
        execArgv: [],
        stdio: ["ignore", "inherit", "inherit", "ipc"],
      });
      const gone = once(child, "exit");
      child.send({ ...config, ...changes });
      const [message] = await Promise.race([
        once(child, "message"),
        gone.then(() => Promise.reject(new Error("The server did not start."))),
      ]);
      const { url } = told.parse(message);
      return {
        url,
        close: async () => {
          child.disconnect();
          await gone;
        },
      };
    },
    [Symbol.asyncDispose]: () => everything.disposeAsync(),
  };
}

const configOf = (databaseUrl: string, stripeUrl: string): ServeConfig => ({
  host: "127.0.0.1",
  port: 0,
  publicUrl: null,
  databaseUrl,
  poolSize: 10,
  stripe: {
    secretKey: "sk_test_storm",
    publishableKey: "pk_test_storm",
    webhookSecrets: [secretWebhook],
    apiBase: stripeUrl,
    scriptUrl: `${stripeUrl}/v3/stripe.js`,
  },
  authSecret: "a-secret-of-this-storm-with-forty-signs--",
  isProduction: false,
  logLevel: "error",
  webRoot: null,
  seedDemo: false,
});
