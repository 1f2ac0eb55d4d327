import { type LocalStripe, startLocalStripe } from "@idem/local-stripe";
import { openDatabase } from "@idem/postgres";
import { type Served, type ServeConfig, seedCatalogue, seedPromotions, serve } from "@idem/server";
import Stripe from "stripe";
import { freshDatabase } from "./fresh-database.ts";
import { createStripeControl, type StripeControl } from "./stripe-control.ts";

export type World = {
  /** The server's address. */
  url: string;
  databaseUrl: string;
  prisma: ReturnType<typeof openDatabase>["prisma"];
  localStripe: LocalStripe;
  /** The official client, acting as somebody who looks at Stripe from outside. */
  stripe: Stripe;
  control: StripeControl;
  /** How this world's server is configured: for a second node, or a restart. */
  config: ServeConfig;
  close(): Promise<void>;
};

export type WorldOptions = { overrides?: Partial<ServeConfig>; webhooks?: boolean };

/** The whole product on real parts: a database of its own, a local Stripe of its own, and a server over HTTP. */
export async function startWorld({ overrides, webhooks = true }: WorldOptions = {}): Promise<World> {
  const database = await freshDatabase();
  const secretWebhook = "whsec_world";
  const localStripe = await startLocalStripe({ port: 0, secretWebhook });
  const config = worldConfig({ databaseUrl: database.url, localStripe, secretWebhook, overrides });
  const { prisma, close: disconnect } = openDatabase({ url: database.url, poolSize: 4 });
  const stripe = foreignClient(localStripe.url);
  await seedCatalogue({ stripe, prisma });
  await seedPromotions({ stripe, nowMs: Date.now() });
  const server: Served = await serve(config);
  if (webhooks)
    await stripe.webhookEndpoints.create({ url: `${server.url}/webhooks/stripe`, enabled_events: ["*"] });
  return {
    url: server.url,
    databaseUrl: database.url,
    prisma,
    localStripe,
    stripe,
    control: createStripeControl(localStripe.url),
    config,
    close: async () => {
      await server.close();
      await localStripe.close();
      await disconnect();
      await database.drop();
    },
  };
}

/** Without retries of its own: what a test sees is what Stripe answered. */
export function foreignClient(url: string): Stripe {
  const { hostname, port } = new URL(url);
  return new Stripe("sk_test_world", { host: hostname, port, protocol: "http", maxNetworkRetries: 0 });
}

function worldConfig({
  databaseUrl,
  localStripe,
  secretWebhook,
  overrides = {},
}: {
  databaseUrl: string;
  localStripe: LocalStripe;
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
      apiBase: localStripe.url,
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
