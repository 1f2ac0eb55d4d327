import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { z } from "zod";

export type StripeOrders = { seed: number; secretWebhook: string };

export type ChaosStripe = {
  url: string;
  port: number;
  /** What it counted since its start. */
  look(): Promise<StripeLook>;
  close(): Promise<void>;
};

const counted = z.object({ count: z.number() });
const state = z.object({
  checkout_sessions: counted,
  complete_checkout_sessions: counted,
  deliveries: counted,
  most_open_sessions_of_a_customer: z.object({
    count: z.number(),
    customer: z.string().nullable(),
  }),
});
const requests = z.object({
  totals: z.object({
    requests: z.number(),
    replayed: z.number(),
    statuses: z.record(z.string(), z.number()),
    faults: z.record(z.string(), z.number()),
  }),
});

export type StripeLook = {
  sessions: number;
  paid: number;
  /** Events that no endpoint has taken yet. */
  undelivered: number;
  mostOpen: { count: number; customer: string | null };
  totals: z.infer<typeof requests>["totals"];
};

const born = z.object({ url: z.string() });

/** The local Stripe in a process of its own; it lives through the whole run. */
export async function startChaosStripe(orders: StripeOrders): Promise<ChaosStripe> {
  const child = fork(path.join(import.meta.dirname, "stripe-process.ts"), {
    execArgv: [],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const gone = once(child, "exit");
  child.send(orders);
  const told = await Promise.race([once(child, "message"), gone.then(() => null)]);
  if (told === null) throw new Error("The local Stripe did not start.");
  const { url } = born.parse(told[0]);
  return {
    url,
    port: Number(new URL(url).port),
    look: () => lookAtStripe(url),
    close: async () => {
      child.kill("SIGKILL");
      await gone;
    },
  };
}

/** What a local Stripe says about itself, whatever faults it is told to make in its API. */
export async function lookAtStripe(url: string): Promise<StripeLook> {
  const ask = async (name: string): Promise<unknown> =>
    (await fetch(`${url}/_local/${name}`)).json();
  const seen = state.parse(await ask("state"));
  const { totals } = requests.parse(await ask("requests"));
  return {
    sessions: seen.checkout_sessions.count,
    paid: seen.complete_checkout_sessions.count,
    undelivered: seen.deliveries.count,
    mostOpen: seen.most_open_sessions_of_a_customer,
    totals,
  };
}
