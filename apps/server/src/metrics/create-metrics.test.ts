import { expect, test } from "vitest";
import { createMetrics } from "./create-metrics.ts";

const idle = { effects: { unknown: 0 }, webhookLagSeconds: 0, failedEvents: 0 };

test("customers, events and requests are counted under their labels", async () => {
  const metrics = createMetrics(async () => idle);
  metrics.customer("race_averted");
  metrics.webhook("invoice.paid", "processed");
  metrics.request("trpc:checkout.start", "POST", { status: 200, seconds: 0.02 });
  const { text, contentType } = await metrics.expose();
  expect(contentType).toContain("text/plain");
  expect(text).toContain('idem_customer_creations_total{result="race_averted"} 1');
  expect(text).toContain('idem_webhook_events_total{type="invoice.paid",result="processed"} 1');
  // A rise is seen from the first one on.
  expect(text).toContain('idem_effects_settled_total{kind="payment.refund",outcome="refused"} 0');
  expect(text).toMatch(/idem_http_request_duration_seconds_count\{.*trpc:checkout\.start.*\} 1/);
  expect(text).toContain("nodejs_eventloop_lag_seconds");
});

test("the backlog is read at each scrape, and its absence fails nothing", async () => {
  const backlogs = [{ effects: { unknown: 3 }, webhookLagSeconds: 7, failedEvents: 2 }];
  const metrics = createMetrics(async () => {
    const next = backlogs.pop();
    if (next === undefined) throw new Error("The database is away.");
    return next;
  });
  const first = await metrics.expose();
  expect(first.text).toContain('idem_effects{state="unknown"} 3');
  expect(first.text).toContain("idem_webhook_lag_seconds 7");
  expect(first.text).toContain("idem_webhook_events_given_up 2");
  const second = await metrics.expose();
  expect(second.text).not.toMatch(/^idem_effects\{/m);
  expect(second.text).not.toMatch(/^idem_webhook_lag_seconds \d/m);
});

test("an invented method does not become a time series", async () => {
  const metrics = createMetrics(async () => idle);
  metrics.request("unknown", "BREW", { status: 404, seconds: 0 });
  const { text } = await metrics.expose();
  expect(text).toContain('method="OTHER"');
  expect(text).not.toContain("BREW");
});
