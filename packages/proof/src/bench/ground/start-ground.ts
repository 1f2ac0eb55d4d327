import { fork } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { openDatabase } from "@idem/postgres";
import { seedCatalogue, seedPromotions } from "@idem/server";
import { startEmbeddedPostgres } from "@idem/server/embedded-postgres";
import pg from "pg";
import type Stripe from "stripe";
import { z } from "zod";
import { deployTables } from "../../world/deploy-tables.ts";
import { runSql } from "../../world/run-sql.ts";
import { foreignClient } from "../../world/start-world.ts";
import { createStripeControl, type StripeControl } from "../../world/stripe-control.ts";
import { allArms } from "../arms/all-arms.ts";
import type { ArmName, ArmSetting } from "../arms/arm.ts";
import { type AtStripe, countAtStripe } from "./count-at-stripe.ts";

const secretWebhook = "whsec_bench";

const timesSchema = z.array(z.object({ name: z.string(), calls: z.number(), tookMs: z.number() }));
/** What the local Stripe took for the calls of one start. */
export type StripeTime = { calls: number; tookMs: number };

export type Ground = {
  stripeUrl: string;
  /** Somebody who looks at Stripe from outside. */
  stripe: Stripe;
  control: StripeControl;
  /** Makes a new database for the arm, with its tables, and answers what its server is told. */
  settingOf(name: ArmName): Promise<ArmSetting>;
  /** What has come to be at Stripe since the last call. */
  count(): Promise<AtStripe>;
  /** What was taken for each start since the last call, by the start's name. */
  takeStripeTimes(): Promise<Map<string, StripeTime>>;
} & AsyncDisposable;

/** Idem's tables and catalogue, as they are after a first start. */
const template = "bench_template";

const beside = (file: string) => path.join(import.meta.dirname, file);

/** One PostgreSQL that writes through to disk, and one local Stripe in a process of its own: the same for every arm. */
export async function startGround(poolSize: number): Promise<Ground> {
  await using opened = new AsyncDisposableStack();
  const home = await mkdtemp(path.join(tmpdir(), "idem-bench-"));
  // The database's own user has to get in.
  await chmod(home, 0o755);
  opened.defer(() => rm(home, { recursive: true, force: true }));
  const postgres = await startEmbeddedPostgres({ home });
  opened.defer(postgres.stop);
  await quietLog(postgres.url);

  const stripeProcess = fork(beside("../../../../local-stripe/src/main.ts"), {
    execArgv: ["--import", beside("stripe-times.ts")],
    env: { ...process.env, LOCAL_STRIPE_PORT: "0", LOCAL_STRIPE_WEBHOOK_SECRET: secretWebhook },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  opened.defer(async () => {
    const gone = once(stripeProcess, "exit");
    stripeProcess.disconnect();
    await gone;
  });
  const [line] = stripeProcess.stdout === null ? [] : await once(stripeProcess.stdout, "data");
  const { listening: stripeUrl } = z
    .object({ listening: z.string() })
    .parse(JSON.parse(String(line)));
  const stripe = foreignClient(stripeUrl);

  const idemUrl = await createDatabase(postgres.url, template);
  await deployTables(idemUrl);
  const { prisma, close } = openDatabase({ url: idemUrl, poolSize: 2 });
  await seedCatalogue({ stripe, prisma });
  await seedPromotions({ stripe, nowMs: Date.now() });
  await close();
  const [price] = (await stripe.prices.list({ lookup_keys: ["plus_year_usd"] })).data;
  if (price === undefined) throw new Error("The catalogue has no plus_year_usd.");

  let databases = 0;
  const everything = opened.move();
  let closed: Promise<void> | null = null;
  return {
    stripeUrl,
    stripe,
    control: createStripeControl(stripeUrl),
    count: countAtStripe(stripe),
    settingOf: async (name) => {
      databases += 1;
      const from = name === "idem" ? ` TEMPLATE ${template}` : "";
      const databaseUrl = await createDatabase(postgres.url, `bench_${databases}`, from);
      const setting = { databaseUrl, stripeUrl, poolSize, stripePriceId: price.id };
      const client = new pg.Client({ connectionString: databaseUrl });
      await client.connect();
      await allArms[name].prepare(client, setting);
      await client.end();
      return setting;
    },
    takeStripeTimes: async () => {
      const told = once(stripeProcess, "message");
      stripeProcess.send("take times");
      const [times] = await told;
      return new Map(timesSchema.parse(times).map(({ name, ...time }) => [name, time]));
    },
    // Ctrl-C and the end of the run may both ask for it, and both wait until it is done.
    [Symbol.asyncDispose]: () => {
      closed ??= everything.disposeAsync();
      return closed;
    },
  };
}

/** Checkpoints come between the blocks, where they are asked for, and not within one of somebody's. */
async function quietLog(serverUrl: string): Promise<void> {
  await runSql(
    serverUrl,
    "ALTER SYSTEM SET max_wal_size = '2GB'",
    "ALTER SYSTEM SET checkpoint_timeout = '30min'",
    "SELECT pg_reload_conf()",
  );
}

async function createDatabase(serverUrl: string, name: string, from = ""): Promise<string> {
  await runSql(serverUrl, `CREATE DATABASE ${name}${from}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}
