import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { openDatabase } from "@idem/postgres";
import { type ServeConfig, seedCatalogue, seedPromotions } from "@idem/server";
import type Stripe from "stripe";
import { eventsToRegister } from "../world/events-to-register.ts";
import { foreignClient } from "../world/start-world.ts";
import { createStripeControl, type StripeControl } from "../world/stripe-control.ts";
import { type ChaosDatabase, startChaosDatabase } from "./chaos-database.ts";
import { type ChaosNode, startChaosNode } from "./chaos-node.ts";
import { type ChaosStripe, startChaosStripe } from "./chaos-stripe.ts";
import { type FaultProxy, openFaultProxy } from "./fault-proxy.ts";
import type { Random } from "./random.ts";
import type { Guard } from "./without-guard.ts";

export type ChaosWorld = {
  database: ChaosDatabase;
  stripe: ChaosStripe;
  /** Looks at Stripe directly, past the wire that breaks. */
  foreign: Stripe;
  control: StripeControl;
  nodes: ChaosNode[];
  /** Between the nodes and PostgreSQL, between the nodes or browsers and Stripe, and before the webhook endpoint. */
  wires: { database: FaultProxy; stripe: FaultProxy; webhooks: FaultProxy };
  logFolder: string;
  close(): Promise<void>;
};

export type ChaosWorldOptions = {
  seed: number;
  random: Random;
  nodes: number;
  without: Guard | null;
  onDeath: (reason: string) => void;
};

const secretWebhook = "whsec_chaos";

/** Everything a deployment has, each part a process of its own: PostgreSQL, Stripe, nodes; and breakable wires between. */
export async function startChaosWorld(options: ChaosWorldOptions): Promise<ChaosWorld> {
  const { seed, random, without, onDeath } = options;
  await using opened = new AsyncDisposableStack();
  const logFolder = await mkdtemp(path.join(tmpdir(), "idem-chaos-logs-"));
  opened.defer(() => rm(logFolder, { recursive: true, force: true }));
  const database = await startChaosDatabase();
  opened.defer(database.close);
  const stripe = await startChaosStripe({ seed, secretWebhook });
  opened.defer(stripe.close);
  const foreign = foreignClient(stripe.url);
  await seedShop(database.url(), foreign);

  const wire = async (name: string, target: () => number | null): Promise<FaultProxy> => {
    const opening = await openFaultProxy(target, random.branch(name));
    opened.defer(opening.close);
    return opening;
  };
  const wires = {
    database: await wire("database", database.port),
    stripe: await wire("stripe", () => stripe.port),
    webhooks: await wire("webhooks", () => anyUp(nodes, random)),
  };
  const databaseUrl = new URL(database.url());
  databaseUrl.port = String(wires.database.port);
  const config = configOf({ databaseUrl: databaseUrl.href, stripePort: wires.stripe.port });
  const nodes: ChaosNode[] = [];
  const starts = Array.from({ length: options.nodes }, async (_, index) => {
    const name = `node ${index + 1}`;
    const logFile = path.join(logFolder, `node-${index + 1}.log`);
    const cacheFolder = path.join(logFolder, "compiled");
    const own = {
      name,
      config,
      without,
      logFile,
      cacheFolder,
      onDeath,
      random: random.branch(name),
    };
    const node = await startChaosNode(own);
    opened.defer(node.close);
    nodes.push(node);
  });
  // All of them, also where one failed: what is still starting could not be closed.
  for (const start of await Promise.allSettled(starts))
    if (start.status === "rejected") throw start.reason;
  await foreign.webhookEndpoints.create({
    url: `http://127.0.0.1:${wires.webhooks.port}/webhooks/stripe`,
    enabled_events: eventsToRegister,
  });
  const everything = opened.move();
  return {
    database,
    stripe,
    foreign,
    control: createStripeControl(stripe.url),
    nodes,
    wires,
    logFolder,
    close: () => everything.disposeAsync(),
  };
}

/** A balancer’s choice. */
function anyUp(nodes: readonly ChaosNode[], random: Random): number | null {
  const up = nodes.filter((node) => node.isUp());
  return up.length === 0 ? null : random.pick(up).port();
}

async function seedShop(url: string, stripe: Stripe): Promise<void> {
  const { prisma, close } = openDatabase({ url, poolSize: 2 });
  try {
    await seedCatalogue({ stripe, prisma });
    await seedPromotions({ stripe, nowMs: Date.now() });
  } finally {
    await close();
  }
}

type Addresses = { databaseUrl: string; stripePort: number };

/** As on a deployment, but for one rule: all buyers come from one address, and may sign up all the same. */
const configOf = ({
  databaseUrl,
  stripePort,
}: Addresses): Omit<ServeConfig, "port" | "publicUrl"> => ({
  host: "127.0.0.1",
  databaseUrl,
  poolSize: 10,
  stripe: {
    secretKey: "sk_test_chaos",
    publishableKey: "pk_test_chaos",
    webhookSecrets: [secretWebhook],
    apiBase: `http://127.0.0.1:${stripePort}`,
    scriptUrl: null,
  },
  authSecret: "a-secret-of-this-chaos-with-forty-signs-",
  isProduction: true,
  logLevel: "warn",
  webRoot: null,
  seedDemo: false,
  rateRules: { signUpsPerMinute: 1_000_000 },
});
