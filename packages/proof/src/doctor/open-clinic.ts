import { type OpenedDeployment, openDeployment } from "@idem/cli/deployment";
import { startLocalStripe } from "@idem/local-stripe";
import { openDatabase } from "@idem/postgres";
import { seedCatalogue } from "@idem/server";
import type Stripe from "stripe";
import { z } from "zod";
import type { FreshDatabase } from "../world/fresh-database.ts";
import { foreignClient } from "../world/start-world.ts";
import { openStripeDoor, type StripeDoor } from "../world/stripe-door.ts";

export type Clinic = {
  databaseUrl: string;
  prisma: ReturnType<typeof openDatabase>["prisma"];
  /** The official client, acting as whoever made the mess. */
  stripe: Stripe;
  /** What the doctor's calls pass through. */
  door: StripeDoor;
  /** Plus, by the month and in dollars. */
  priceId: string;
  opened: OpenedDeployment;
  /** Of the doctor, in this process and in those that are begun for it. */
  callsPerSecond: number;
  /** Requests that Stripe has had since it was started, and its answers by status. */
  totals(): Promise<RequestTotals>;
  countRequests(): Promise<number>;
  /** Stripe answers 429 beyond so many requests a second; `null`: never. */
  limitStripe(mostPerSecond: number | null): Promise<void>;
} & AsyncDisposable;

export type RequestTotals = { requests: number; statuses: Record<string, number> };

export type ClinicOptions = {
  callsPerSecond?: number;
  /** In this process, where none is given. */
  startStripe?: () => Promise<{ url: string; close(): Promise<void> }>;
};

/** A database and a local Stripe without a server: nobody but the doctor heals anything here. */
export async function openClinic(
  database: FreshDatabase,
  {
    callsPerSecond = Number.POSITIVE_INFINITY,
    startStripe = () => startLocalStripe({ port: 0 }),
  }: ClinicOptions = {},
): Promise<Clinic> {
  await using stack = new AsyncDisposableStack();
  stack.defer(database.drop);
  const localStripe = await startStripe();
  stack.defer(localStripe.close);
  const door = await openStripeDoor(localStripe.url);
  stack.defer(door.close);
  const { prisma, close } = openDatabase({ url: database.url, poolSize: 4 });
  stack.defer(close);
  const stripe = foreignClient(localStripe.url);
  await seedCatalogue({ stripe, prisma });
  const { data } = await stripe.prices.list({ lookup_keys: ["plus_month_usd"] });
  const opened = openDeployment({
    databaseUrl: database.url,
    stripe: { secretKey: "sk_test_world", apiBase: door.url },
    publicUrl: "http://localhost",
    mailFrom: null,
    callsPerSecond,
  });
  stack.defer(opened.close);
  const totals = async (): Promise<RequestTotals> => {
    const answer = await fetch(`${localStripe.url}/_local/requests`);
    return seenRequests.parse(await answer.json()).totals;
  };
  const everything = stack.move();
  return {
    databaseUrl: database.url,
    prisma,
    stripe,
    door,
    priceId: data[0]?.id ?? "",
    opened,
    callsPerSecond,
    totals,
    countRequests: async () => (await totals()).requests,
    limitStripe: async (most) => {
      const body = JSON.stringify(most === null ? {} : { callsPerSecond: most });
      await fetch(`${localStripe.url}/_local/faults`, { method: "POST", body });
    },
    [Symbol.asyncDispose]: () => everything.disposeAsync(),
  };
}

const seenRequests = z.object({
  totals: z.object({ requests: z.number(), statuses: z.record(z.string(), z.number()) }),
});
