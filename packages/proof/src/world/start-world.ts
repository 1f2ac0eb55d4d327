import { type LocalStripe, startLocalStripe } from "@idem/local-stripe";
import { openDatabase } from "@idem/postgres";
import {
  type Decorate,
  type ServeConfig,
  seedCatalogue,
  seedPromotions,
  serve,
} from "@idem/server";
import Stripe from "stripe";
import { type FreshDatabase, freshDatabase } from "./fresh-database.ts";
import { createStripeControl, type StripeControl } from "./stripe-control.ts";
import { openStripeDoor, type StripeDoor } from "./stripe-door.ts";

export type World = {
  /** The server's address. */
  url: string;
  databaseUrl: string;
  prisma: ReturnType<typeof openDatabase>["prisma"];
  localStripe: LocalStripe;
  /** The official client, acting as somebody who looks at Stripe from outside. */
  stripe: Stripe;
  control: StripeControl;
  /** What the server's calls to Stripe pass through. */
  door: StripeDoor;
  /** How this world's server is configured: for a second node, or a restart. */
  config: ServeConfig;
  /** Another node on the same database and Stripe; answers its address. */
  another(decorate?: Decorate): Promise<string>;
  close(): Promise<void>;
};

export type WorldOptions = {
  overrides?: Partial<ServeConfig>;
  webhooks?: boolean;
  decorate?: Decorate;
  /** The moment in which the nodes live, where it is that of Stripe's test clocks. */
  nowMs?: () => number;
  /** Migrated and empty; by default a clone of the test run's. It is dropped with the world. */
  database?: FreshDatabase;
};

/** The whole product on real parts: a database of its own, a local Stripe of its own, and a server over HTTP. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const { overrides, webhooks = true, decorate, nowMs } = options;
  const clock = nowMs ? { nowMs } : {};
  await using opened = new AsyncDisposableStack();
  const database = options.database ?? (await freshDatabase());
  opened.defer(database.drop);
  const secretWebhook = "whsec_world";
  const localStripe = await startLocalStripe({ port: 0, secretWebhook });
  opened.defer(localStripe.close);
  const door = await openStripeDoor(localStripe.url);
  opened.defer(door.close);
  const config = worldConfig({
    databaseUrl: database.url,
    localStripe,
    door,
    secretWebhook,
    overrides,
  });
  const { prisma, close: disconnect } = openDatabase({ url: database.url, poolSize: 4 });
  opened.defer(disconnect);
  const stripe = foreignClient(localStripe.url);
  await seedCatalogue({ stripe, prisma });
  await seedPromotions({ stripe, nowMs: Date.now() });
  const nodes = opened.use(new AsyncDisposableStack());
  const node = async (around: Decorate | undefined): Promise<string> => {
    const served = await serve(config, { ...(around && { decorate: around }), ...clock });
    nodes.defer(served.close);
    return served.url;
  };
  const url = await node(decorate);
  if (webhooks)
    await stripe.webhookEndpoints.create({ url: `${url}/webhooks/stripe`, enabled_events: ["*"] });
  const everything = opened.move();
  return {
    url,
    databaseUrl: database.url,
    prisma,
    localStripe,
    stripe,
    control: createStripeControl(localStripe.url),
    door,
    config,
    another: node,
    close: () => everything.disposeAsync(),
  };
}

/** Without retries of its own: what a test sees is what Stripe answered. */
export function foreignClient(url: string): Stripe {
  const { hostname, port } = new URL(url);
  return new Stripe("sk_test_world", {
    host: hostname,
    port,
    protocol: "http",
    maxNetworkRetries: 0,
  });
}

function worldConfig({
  databaseUrl,
  localStripe,
  door,
  secretWebhook,
  overrides = {},
}: {
  databaseUrl: string;
  localStripe: LocalStripe;
  door: StripeDoor;
  secretWebhook: string;
  overrides: Partial<ServeConfig> | undefined;
}): ServeConfig {
  return {
    host: "127.0.0.1",
    port: 0,
    publicUrl: null,
    databaseUrl,
    poolSize: 10,
    stripe: {
      secretKey: "sk_test_world",
      publishableKey: "pk_test_world",
      webhookSecrets: [secretWebhook],
      apiBase: door.url,
      scriptUrl: `${localStripe.url}/v3/stripe.js`,
    },
    authSecret: "a-secret-of-this-test-world-with-40-signs",
    isProduction: false,
    logLevel: "error",
    webRoot: null,
    seedDemo: false,
    sweepIntervalMs: 500,
    ...overrides,
  };
}
