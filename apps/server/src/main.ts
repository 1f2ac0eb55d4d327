import { existsSync } from "node:fs";
import path from "node:path";
import { StartupRefusal } from "./embedded/startup-refusal.ts";
import { type Env, readEnv } from "./env.ts";
import { serve } from "./serve.ts";
import type { ServeConfig } from "./serve-config.ts";

const webRoot = path.resolve(import.meta.dirname, "../../web/dist");

/**
 * One server process and nothing else: the database is migrated, Stripe is somewhere else. This is what runs on each
 * node of a deployment. Prints `{"listening": url}` when it takes requests; SIGTERM finishes those on their way.
 */
async function main(): Promise<void> {
  const served = await serve(toConfig(readEnv()));
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => end(served.close));
  console.log(JSON.stringify({ listening: served.url }));
}

function toConfig(env: Env): ServeConfig {
  const { databaseUrl, stripe, authSecret, mail } = env;
  if (databaseUrl === null || stripe === null || authSecret === null) {
    throw new StartupRefusal(
      "A node needs DATABASE_URL, BETTER_AUTH_SECRET and the three STRIPE variables; `npm start` brings its own.",
    );
  }
  return {
    host: env.host,
    port: env.port,
    publicUrl: env.publicUrl,
    databaseUrl,
    poolSize: env.poolSize,
    proxyHops: env.proxyHops,
    reconcileEveryHours: env.reconcileEveryHours,
    doctorEveryHours: env.doctorEveryHours,
    stripe,
    mail: mail?.is === "sent" ? mail : null,
    authSecret,
    isProduction: env.isProduction,
    logLevel: env.logLevel,
    webRoot: existsSync(path.join(webRoot, "index.html")) ? webRoot : null,
    seedDemo: false,
  };
}

function end(close: () => Promise<void>): void {
  close().then(() => process.exit(0), fail);
}

function fail(error: unknown): void {
  console.error(error instanceof StartupRefusal ? error.message : error);
  process.exit(1);
}

main().catch(fail);
