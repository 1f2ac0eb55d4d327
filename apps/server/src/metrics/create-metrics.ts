import type { Meter } from "@idem/billing";
import type { EffectIntent } from "@idem/domain";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { type Diagnoses, showDiagnoses } from "./show-diagnoses.ts";
import { type Findings, showFindings } from "./show-findings.ts";

/** What is waiting in the database right now, over all nodes. */
export type Backlog = {
  /** Number of effects in each state, e.g. `unknown`. */
  effects: Readonly<Record<string, number>>;
  /** Age of the oldest event that is not done, s; 0 when all are. */
  webhookLagSeconds: number;
  /** Events that were given up and wait for somebody to have them tried again. */
  failedEvents: number;
};

export type Metrics = Meter & {
  /** `route` must be one of a known, small set: each value is a time series for ever. */
  request(route: string, method: string, answer: { status: number; seconds: number }): void;
  /** The page that Prometheus reads. Asks for the backlog; when that fails, its series are left out of this scrape. */
  expose(): Promise<{ contentType: string; text: string }>;
};

/** Of these a refusal is looked at. Counted from 0: what first appears as a 1 has not risen, for Prometheus. */
const alarming = ["subscription.cancel", "payment.refund"] satisfies EffectIntent["kind"][];

/** From a read of one row to a Stripe that takes ten seconds. */
const secondsBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Counts and times of this process, with the backlog and what the last pass has found asked at each scrape. */
export function createMetrics(
  readBacklog: () => Promise<Backlog>,
  readFindings: () => Promise<Findings | null> = async () => null,
  readDiagnoses: () => Promise<Diagnoses | null> = async () => null,
): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });

  const customers = new Counter({
    name: "idem_customer_creations_total",
    help: "Answers to the question for an account's customer at Stripe, by how it came about.",
    labelNames: ["result"],
    registers: [registry],
  });
  const events = new Counter({
    name: "idem_webhook_events_total",
    help: "Stripe events by type and by what became of them.",
    labelNames: ["type", "result"],
    registers: [registry],
  });
  const requests = new Histogram({
    name: "idem_http_request_duration_seconds",
    help: "Time to answer a request; the route of a tRPC call is its procedure.",
    labelNames: ["route", "method", "status"],
    buckets: secondsBuckets,
    registers: [registry],
  });
  const settled = new Counter({
    name: "idem_effects_settled_total",
    help: "Foreign effects by kind and by outcome.",
    labelNames: ["kind", "outcome"],
    registers: [registry],
  });
  for (const kind of alarming) settled.inc({ kind, outcome: "refused" }, 0);
  const effects = new Gauge({
    name: "idem_effects",
    help: "Foreign effects that wait for their outcome, over all nodes.",
    labelNames: ["state"],
    registers: [registry],
  });
  const lag = new Gauge({
    name: "idem_webhook_lag_seconds",
    help: "Age of the oldest stored Stripe event that is still to be done, over all nodes.",
    registers: [registry],
  });
  const failed = new Gauge({
    name: "idem_webhook_events_given_up",
    help: "Stripe events that were given up after all their tries, over all nodes.",
    registers: [registry],
  });

  const show = showFindings(registry);
  const showDoctor = showDiagnoses(registry);

  return {
    customer: (result) => customers.inc({ result }),
    effect: (kind, outcome) => settled.inc({ kind, outcome }),
    webhook: (type, result) => events.inc({ type, result }),
    request: (route, method, { status, seconds }) =>
      requests.observe({ route, method: knownMethod(method), status: String(status) }, seconds),
    expose: async () => {
      effects.reset();
      lag.remove();
      failed.remove();
      const backlog = await readBacklog().catch(() => null);
      if (backlog !== null) {
        for (const [state, count] of Object.entries(backlog.effects)) effects.set({ state }, count);
        lag.set(backlog.webhookLagSeconds);
        failed.set(backlog.failedEvents);
      }
      show(await readFindings().catch(() => null));
      showDoctor(await readDiagnoses().catch(() => null));
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
}

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const knownMethod = (method: string): string => (methods.includes(method) ? method : "OTHER");
