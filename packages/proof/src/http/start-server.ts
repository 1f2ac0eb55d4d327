import { randomBytes } from "node:crypto";
import { startLocalStripe } from "@idem/local-stripe";
import { type ServeConfig, serve } from "@idem/server";
import { type FreshDatabase, freshDatabase } from "../world/fresh-database.ts";

export type TestServer = {
  url: string;
  databaseUrl: string;
  /** Another process's worth of server on the same database and Stripe. */
  another(): Promise<string>;
  close(): Promise<void>;
};

/** A server with a database, a local Stripe, plans and demo users of its own. */
export async function startServer(changes: Partial<ServeConfig> = {}): Promise<TestServer> {
  await using opened = new AsyncDisposableStack();
  const database: FreshDatabase = await freshDatabase();
  opened.defer(database.drop);
  const stripe = await startLocalStripe({ port: 0 });
  opened.defer(stripe.close);
  const config: ServeConfig = {
    host: "127.0.0.1",
    port: 0,
    publicUrl: null,
    databaseUrl: database.url,
    poolSize: 5,
    stripe: {
      secretKey: "sk_test_http",
      publishableKey: "pk_test_http",
      webhookSecrets: ["whsec_http"],
      apiBase: stripe.url,
      scriptUrl: `${stripe.url}/v3.js`,
    },
    authSecret: randomBytes(32).toString("base64url"),
    isProduction: false,
    logLevel: "silent",
    webRoot: null,
    seedDemo: true,
    ...changes,
  };
  const start = async () => {
    const served = await serve(config);
    servers.push(served.close);
    return served.url;
  };
  const servers: (() => Promise<void>)[] = [];
  opened.defer(async () => {
    await Promise.all(servers.map((close) => close()));
  });
  const url = await start();
  const everything = opened.move();
  return {
    url,
    databaseUrl: database.url,
    another: start,
    close: () => everything.disposeAsync(),
  };
}
