import { fork } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import path from "node:path";
import { openDatabase } from "@idem/postgres";
import { seedCatalogue, seedPromotions } from "@idem/server";
import { startEmbeddedPostgres } from "@idem/server/embedded-postgres";
import { z } from "zod";
import { deployTables } from "../../world/deploy-tables.ts";
import { foreignClient } from "../../world/start-world.ts";
import { configOf, secretWebhook } from "../rivals/idem/config.ts";

export type Parts = { url: string; databaseUrl: string; stripeUrl: string } & AsyncDisposable;

const beside = (file: string) => path.join(import.meta.dirname, file);

/** PostgreSQL, the local Stripe and a server, each in a process of its own, so that none is slow for another's sake. */
export async function startParts(poolSize: number): Promise<Parts> {
  await using opened = new AsyncDisposableStack();
  const postgres = await startEmbeddedPostgres({ home: tmpdir(), fast: true });
  opened.defer(postgres.stop);
  await deployTables(postgres.url);

  const stripe = fork(beside("../../../../local-stripe/src/main.ts"), {
    env: { LOCAL_STRIPE_PORT: "0", LOCAL_STRIPE_WEBHOOK_SECRET: secretWebhook },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  opened.defer(() => ended(stripe));
  const [line] = stripe.stdout === null ? [] : await once(stripe.stdout, "data");
  const { listening: stripeUrl } = z
    .object({ listening: z.string() })
    .parse(JSON.parse(String(line)));
  await seed(postgres.url, stripeUrl);

  const server = fork(beside("../../world/server-process.ts"), {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  opened.defer(() => ended(server));
  server.send(configOf({ databaseUrl: postgres.url, stripeUrl, poolSize }));
  const [told] = await once(server, "message");
  const { url } = z.object({ url: z.string() }).parse(told);
  await foreignClient(stripeUrl).webhookEndpoints.create({
    url: `${url}/webhooks/stripe`,
    enabled_events: ["*"],
  });
  const everything = opened.move();
  return {
    url,
    databaseUrl: postgres.url,
    stripeUrl,
    [Symbol.asyncDispose]: () => everything.disposeAsync(),
  };
}

async function ended(child: ReturnType<typeof fork>): Promise<void> {
  const gone = once(child, "exit");
  child.disconnect();
  await gone;
}

async function seed(url: string, stripeUrl: string): Promise<void> {
  const { prisma, close } = openDatabase({ url, poolSize: 2 });
  const stripe = foreignClient(stripeUrl);
  await seedCatalogue({ stripe, prisma });
  await seedPromotions({ stripe, nowMs: Date.now() });
  await close();
}
