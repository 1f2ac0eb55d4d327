import { createServer, type Server } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { collectOnTime } from "./billing/dunning.ts";
import { renewOnTime } from "./billing/renew.ts";
import { moveClocks } from "./billing/test-clock.ts";
import { expirePendingOnTime } from "./changes/drop-pending.ts";
import { resumeCollectionOnTime } from "./changes/resume-collection.ts";
import { expireOnTime } from "./checkout/expire.ts";
import { controlRoutes } from "./control/routes.ts";
import { createFaults } from "./faults/plan.ts";
import { createApp } from "./http/app.ts";
import { createIdempotency } from "./http/idempotency.ts";
import { createRequestLog } from "./http/requests.ts";
import { pageRoutes } from "./page/routes.ts";
import { allRoutes } from "./resources/all-routes.ts";
import { registerEndpoint } from "./resources/webhook-endpoints.ts";
import { scheduleOnTime } from "./schedules/on-time.ts";
import { forgetOldEvents } from "./state/forget-old.ts";
import { openWorld } from "./state/world.ts";
import { startDelivering } from "./webhooks/deliver.ts";
import { newId } from "./wire/id.ts";

export type LocalStripeOptions = {
  /** 0 takes a free port. */
  port: number;
  /** Where it listens; only this machine (`127.0.0.1`) unless set. */
  host?: string;
  /** File or folder that keeps the state across restarts and `kill -9`; memory only unless set. */
  statePath?: string;
  /** Registers this address as a webhook endpoint at start. */
  webhookUrl?: string;
  /** The signing secret of webhook endpoints; a random one for each unless set. */
  secretWebhook?: string;
  /** The address in links, when it is reached by another one than it listens on. */
  publicUrl?: string;
  /** The real time in milliseconds, for tests. */
  now?: () => number;
  /** Draws for faults, from 0 to 1. */
  random?: () => number;
};

export type LocalStripe = { url: string; port: number; close(): Promise<void> };

/**
 * Starts a local Stripe in this process. Rejects with a sentence when the port is taken.
 * `close` ends open connections and webhook deliveries; undelivered events stay in the state.
 */
export async function startLocalStripe(options: LocalStripeOptions): Promise<LocalStripe> {
  const host = options.host ?? "127.0.0.1";
  const server = createServer();
  const port = await listen(server, { port: options.port, host });
  const url = options.publicUrl ?? `http://${host === "0.0.0.0" ? "127.0.0.1" : host}:${port}`;

  const faults = createFaults(options.random ?? Math.random);
  const world = openWorld({
    statePath: options.statePath,
    now: options.now,
    baseUrl: () => url,
    searchLagMs: () => faults.plan().searchLagMs ?? 1000,
  });
  const secretFor = () => options.secretWebhook ?? newId("whsec", 32);
  const preregister = () => {
    if (options.webhookUrl === undefined) return;
    const draft = { url: options.webhookUrl, events: ["*"], secret: secretFor() };
    world.run({ id: null, idempotency_key: null }, () => registerEndpoint(world, draft));
  };
  preregister();
  forgetOldEvents(world);
  expireOnTime(world);
  renewOnTime(world);
  collectOnTime(world);
  moveClocks(world);
  scheduleOnTime(world);
  expirePendingOnTime(world);
  resumeCollectionOnTime(world);
  const deliverer = startDelivering(world, faults);
  const log = createRequestLog();
  const v1 = { world, faults, log, idempotency: createIdempotency(world) };
  const app = createApp(v1, {
    routes: allRoutes(secretFor),
    control: controlRoutes({ world, faults, log, afterReset: preregister }),
    pages: pageRoutes({ world, log, baseUrl: url }),
  });
  server.on("request", getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  world.runDue();

  return {
    url,
    port,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await deliverer.close();
      world.close();
    },
  };
}

function listen(server: Server, { port, host }: { port: number; host: string }): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (fault: NodeJS.ErrnoException) => {
      reject(new Error(fault.code === "EADDRINUSE" ? `Port ${port} is in use.` : fault.message));
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}
