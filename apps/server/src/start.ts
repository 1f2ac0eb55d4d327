import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { z } from "zod";
import { banner } from "./banner.ts";
import { freePort, isPortFree } from "./embedded/free-port.ts";
import { openIdemHome } from "./embedded/idem-home.ts";
import { noteForCommands } from "./embedded/note-for-commands.ts";
import { readyDatabase } from "./embedded/ready-database.ts";
import { startEmbeddedPostgres } from "./embedded/start-embedded-postgres.ts";
import { startLocalMailboxProcess } from "./embedded/start-local-mailbox.ts";
import { startLocalStripeProcess } from "./embedded/start-local-stripe.ts";
import { StartupRefusal } from "./embedded/startup-refusal.ts";
import { type Env, readEnv, type StripeAccount } from "./env.ts";
import { serve } from "./serve.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const webRoot = path.join(root, "apps/web/dist");

/** What was opened so far; closed in the opposite order, however this process is asked to end. */
const opened = new AsyncDisposableStack();
let ending: Promise<void> | null = null;

/** Closes everything once and ends the process. A second signal waits for the same end. */
function end(exitCode: number): Promise<void> {
  ending ??= opened
    .disposeAsync()
    .catch((error: unknown) => console.error(error))
    .then(() => process.exit(exitCode));
  return ending;
}

/** A part without which nothing works is gone. */
function endBecause(reason: unknown): void {
  if (ending === null) console.error(reason);
  void end(1);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => end(0));
// The launcher was killed.
process.on("disconnect", () => end(0));

async function start(): Promise<void> {
  const file = path.join(root, ".env");
  if (existsSync(file)) process.loadEnvFile(file);
  const env = readEnv();
  const port = env.port === 0 ? await freePort() : env.port;
  if (!(await isPortFree(port, env.host))) {
    throw new StartupRefusal(`Port ${port} is in use: stop what uses it, or set PORT to another.`);
  }
  const home = await openIdemHome(env.home, ownVersion());
  opened.defer(home.release);
  const databaseUrl = env.databaseUrl ?? (await embeddedDatabase(env.home));
  const [stripe, mailbox] = await Promise.all([
    env.stripe ?? localStripe(env, { port, webhookSecret: home.secrets.webhookSecret }),
    env.mail === null ? localMailbox(env) : null,
    readyDatabase(databaseUrl),
  ]);
  const served = await serve({
    host: env.host,
    port,
    publicUrl: env.publicUrl,
    databaseUrl,
    poolSize: env.poolSize,
    proxyHops: env.proxyHops,
    reconcileEveryHours: env.reconcileEveryHours,
    doctorEveryHours: env.doctorEveryHours,
    stripe,
    mail: mailbox ?? (env.mail?.is === "sent" ? env.mail : null),
    authSecret: env.authSecret ?? home.secrets.authSecret,
    isProduction: env.isProduction,
    logLevel: env.logLevel,
    webRoot: existsSync(path.join(webRoot, "index.html")) ? webRoot : null,
    seedDemo: !env.isProduction,
  });
  opened.defer(served.close);
  opened.defer(await noteForCommands(env.home, { databaseUrl, stripe, publicUrl: served.url }));
  console.log(banner(served.url, { ...env, mailboxUrl: mailbox?.url ?? null }));
}

async function embeddedDatabase(home: string): Promise<string> {
  const database = await startEmbeddedPostgres({ home, onDeath: endBecause });
  opened.defer(database.stop);
  return database.url;
}

async function localMailbox(env: Env) {
  const { url, smtpUrl, stop } = await startLocalMailboxProcess({
    home: env.home,
    port: env.localMailboxPort,
    onDeath: endBecause,
  });
  opened.defer(stop);
  return { url, from: "Idem <billing@idem.local>", route: { is: "smtp" as const, url: smtpUrl } };
}

type Doorbell = { port: number; webhookSecret: string };

async function localStripe(env: Env, { port, webhookSecret }: Doorbell): Promise<StripeAccount> {
  const local = await startLocalStripeProcess({
    home: env.home,
    port: env.localStripePort,
    webhookUrl: `http://127.0.0.1:${port}/webhooks/stripe`,
    webhookSecret,
    onDeath: endBecause,
  });
  opened.defer(local.stop);
  return {
    // Any test key opens it; nobody else can reach it.
    secretKey: "sk_test_local",
    publishableKey: "pk_test_local",
    webhookSecrets: [webhookSecret],
    apiBase: local.url,
    scriptUrl: `${local.url}/stripe.js`,
  };
}

function ownVersion(): string {
  const manifest: unknown = createRequire(import.meta.url)("../package.json");
  return z.object({ version: z.string() }).parse(manifest).version;
}

start().catch((error: unknown) => {
  // What nobody foresaw keeps its stack.
  endBecause(error instanceof StartupRefusal ? error.message : error);
});
