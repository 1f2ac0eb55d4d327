import type { Context } from "hono";
import type { Metrics } from "../metrics/create-metrics.ts";
import type { WebhooksSignal } from "../webhooks-signal.ts";
import type { Exchange } from "./exchange.ts";

export type Health = {
  isDatabaseUp(): Promise<boolean>;
  /** For people who look: a node whose Stripe is away still answers, so it stays in the balancer. */
  stripe(): "local" | "live" | "test";
  /** For people who look as well: whether webhooks come and are worked off. */
  webhooks?: () => Promise<WebhooksSignal>;
  closing: AbortSignal;
};

/** The process lives. Says nothing about what it needs, so that an outage elsewhere does not restart it. */
export const healthz = (c: Context<Exchange>): Response => {
  c.set("route", "healthz");
  return c.json({ status: "alive" });
};

/** Whether this node should get traffic: its database answers and it is not closing. */
export const readyz =
  ({ isDatabaseUp, stripe, webhooks = async () => "unknown", closing }: Health) =>
  async (c: Context<Exchange>): Promise<Response> => {
    c.set("route", "readyz");
    const isUp = await isDatabaseUp();
    const isReady = isUp && !closing.aborted;
    return c.json(
      {
        status: isReady ? "ready" : closing.aborted ? "closing" : "not_ready",
        database: isUp ? "up" : "down",
        stripe: stripe(),
        webhooks: isUp ? await webhooks() : "unknown",
      },
      isReady ? 200 : 503,
    );
  };

export const metricsDoor =
  (metrics: Pick<Metrics, "expose">) =>
  async (c: Context<Exchange>): Promise<Response> => {
    c.set("route", "metrics");
    const { contentType, text } = await metrics.expose();
    return c.body(text, 200, { "content-type": contentType });
  };
