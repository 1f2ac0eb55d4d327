import { fork } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { openDatabase } from "@idem/postgres";
import { seedCatalogue } from "@idem/server";
import { startEmbeddedPostgres } from "@idem/server/embedded-postgres";
import { z } from "zod";
import { deployTables } from "../world/deploy-tables.ts";
import { foreignClient } from "../world/start-world.ts";
import { fillRows } from "./fill-rows.ts";
import { fillState } from "./fill-state.ts";

export type LargeGround = {
  databaseUrl: string;
  stripeUrl: string;
  /** Accounts whose rows differ from Stripe. */
  planted: number;
  /** Requests that Stripe has answered since it was started. */
  requests(): Promise<number>;
} & AsyncDisposable;

const beside = (file: string): string => path.join(import.meta.dirname, file);

/**
 * So many accounts with a subscription, in PostgreSQL and at a local Stripe, each in a process of its own: one in a
 * hundred has changed at Stripe without a word. They are written into the state of the one and the tables of the other,
 * after the image of an account that was made in the ordinary way.
 */
export async function startLargeGround(
  accounts: number,
  tell: (line: string) => void,
): Promise<LargeGround> {
  await using opened = new AsyncDisposableStack();
  const home = await mkdtemp(path.join(tmpdir(), "idem-reconcile-"));
  // The database's own user has to get in.
  await chmod(home, 0o755);
  opened.defer(() => rm(home, { recursive: true, force: true }));
  const postgres = await startEmbeddedPostgres({ home });
  opened.defer(postgres.stop);
  await deployTables(postgres.url);

  const statePath = path.join(home, "stripe.jsonl");
  const first = await startStripe(statePath);
  const image = await makeImage(first.url, postgres.url);
  await first.close();
  tell(`Filling ${accounts.toLocaleString("en-US")} accounts`);
  const [planted] = await Promise.all([
    fillState(statePath, { accounts, ...image }),
    fillRows(postgres.url, { accounts, ...image }),
  ]);
  const stripe = await startStripe(statePath);
  opened.defer(stripe.close);
  const everything = opened.move();
  return {
    databaseUrl: postgres.url,
    stripeUrl: stripe.url,
    planted,
    requests: async () => {
      const answer = await fetch(`${stripe.url}/_local/requests`);
      return seenRequests.parse(await answer.json()).totals.requests;
    },
    [Symbol.asyncDispose]: () => everything.disposeAsync(),
  };
}

const seenRequests = z.object({ totals: z.object({ requests: z.number() }) });
const greeting = z.object({ listening: z.string() });

/** Half a gigabyte of state is several in memory. */
const execArgv = ["--max-old-space-size=8192"];

async function startStripe(statePath: string): Promise<{ url: string; close(): Promise<void> }> {
  const child = fork(beside("../../../local-stripe/src/main.ts"), {
    execArgv,
    env: { LOCAL_STRIPE_PORT: "0", LOCAL_STRIPE_STATE: statePath },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const gone = once(child, "exit");
  const [line] = child.stdout === null ? [] : await once(child.stdout, "data");
  const { listening: url } = greeting.parse(JSON.parse(String(line)));
  return {
    url,
    close: async () => {
      child.disconnect();
      await gone;
    },
  };
}

/** One ordinary customer with an ordinary subscription, which all others will look like. */
async function makeImage(stripeUrl: string, databaseUrl: string) {
  const stripe = foreignClient(stripeUrl);
  const { prisma, close } = openDatabase({ url: databaseUrl, poolSize: 2 });
  await seedCatalogue({ stripe, prisma });
  await close();
  const [month] = (await stripe.prices.list({ lookup_keys: ["plus_month_usd"] })).data;
  const [year] = (await stripe.prices.list({ lookup_keys: ["plus_year_usd"] })).data;
  if (month === undefined || year === undefined) throw new Error("The catalogue lacks plus.");
  const customer = await stripe.customers.create({ email: "image@example.com", name: "Pat" });
  const card = await stripe.paymentMethods.attach("pm_card_visa", { customer: customer.id });
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: month.id }],
    default_payment_method: card.id,
  });
  return { customerId: customer.id, subscription, paymentMethod: card, otherPriceId: year.id };
}
