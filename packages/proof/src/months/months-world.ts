import { createServer } from "node:http";
import { json } from "node:stream/consumers";
import { openDatabase } from "@idem/postgres";
import { type ServeConfig, seedCatalogue, seedPromotions, serve } from "@idem/server";
import type Stripe from "stripe";
import { startChaosStripe } from "../chaos/chaos-stripe.ts";
import { eventsToRegister } from "../world/events-to-register.ts";
import type { FreshDatabase } from "../world/fresh-database.ts";
import { listen } from "../world/listen.ts";
import { foreignClient } from "../world/start-world.ts";
import { createStripeControl, type StripeControl } from "../world/stripe-control.ts";

export type MonthsWorld = {
  /** The nodes' addresses. */
  urls: readonly [string, ...string[]];
  prisma: ReturnType<typeof openDatabase>["prisma"];
  /** The official client, acting as somebody who looks at Stripe from outside. */
  stripe: Stripe;
  control: StripeControl;
  /** The moment in which everybody lives: each of Stripe's test clocks, and our nodes. */
  time: { nowMs: number };
  /** How often each e-mail was given to its provider, by its key. */
  letters: ReadonlyMap<string, number>;
} & AsyncDisposable;

const secretWebhook = "whsec_months";

/**
 * Two nodes on a real PostgreSQL and on the local Stripe in a process of its own. Each event is sent to both nodes, and
 * the two of them out of order.
 */
export async function startMonthsWorld(
  { url: databaseUrl, drop }: FreshDatabase,
  seed: number,
): Promise<MonthsWorld> {
  await using opened = new AsyncDisposableStack();
  opened.defer(drop);
  const local = await startChaosStripe({ seed, secretWebhook });
  opened.defer(local.close);
  const { prisma, close } = openDatabase({ url: databaseUrl, poolSize: 4 });
  opened.defer(close);
  const stripe = foreignClient(local.url);
  const time = { nowMs: Date.now() };
  await seedCatalogue({ stripe, prisma });
  await seedPromotions({ stripe, nowMs: Date.now() });
  const post = await openPost();
  opened.defer(post.close);
  const config = configOf({ databaseUrl, stripeUrl: local.url, postUrl: post.url });
  const node = async (): Promise<string> => {
    const served = await serve(config, { nowMs: () => time.nowMs });
    opened.defer(served.close);
    const url = `${served.url}/webhooks/stripe`;
    await stripe.webhookEndpoints.create({ url, enabled_events: eventsToRegister });
    return served.url;
  };
  const urls = [await node(), await node()] as const;
  const control = createStripeControl(local.url);
  await control.faults({ webhooks: { duplicate: 0.3, shuffle: true } });
  const everything = opened.move();
  return {
    urls,
    prisma,
    stripe,
    control,
    time,
    letters: post.letters,
    [Symbol.asyncDispose]: () => everything.disposeAsync(),
  };
}

/** A provider of e-mails that takes every one and counts its key. */
async function openPost() {
  const letters = new Map<string, number>();
  const server = createServer(async (request, response) => {
    await json(request);
    const key = String(request.headers["idempotency-key"]);
    letters.set(key, (letters.get(key) ?? 0) + 1);
    response.writeHead(200).end(JSON.stringify({ id: key }));
  });
  const port = await listen(server);
  return {
    letters,
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

type Addresses = { databaseUrl: string; stripeUrl: string; postUrl: string };

const configOf = ({ databaseUrl, stripeUrl, postUrl }: Addresses): ServeConfig => ({
  host: "127.0.0.1",
  port: 0,
  publicUrl: null,
  databaseUrl,
  poolSize: 10,
  stripe: {
    secretKey: "sk_test_months",
    publishableKey: "pk_test_months",
    webhookSecrets: [secretWebhook],
    apiBase: stripeUrl,
    scriptUrl: null,
  },
  mail: {
    from: "Idem <billing@idem.example>",
    route: { is: "api", baseUrl: postUrl, apiKey: "key_months" },
  },
  authSecret: "a-secret-of-these-months-with-forty-signs",
  isProduction: false,
  logLevel: "error",
  webRoot: null,
  seedDemo: false,
  sweepIntervalMs: 250,
  // Everybody renews in the same minute of real time; the local Stripe has no limit to keep to.
  looksPerSecond: 1_000,
});
