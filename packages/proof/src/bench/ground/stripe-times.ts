import { subscribe } from "node:diagnostics_channel";
import { IncomingMessage } from "node:http";
import { nameHeader } from "../arms/name-header.ts";

/**
 * Loaded into the local Stripe's process: how long it took for the calls of each start. Calls at the same time count
 * once, so what is left of a start's latency is what the arm has added.
 */
type Span = [fromMs: number, toMs: number];
const begun = new WeakMap<IncomingMessage, number>();
const spans = new Map<string, Span[]>();

subscribe("http.server.request.start", (message) => {
  const request = requestIn(message);
  if (request !== undefined) begun.set(request, performance.now());
});
subscribe("http.server.response.finish", (message) => {
  const request = requestIn(message);
  const name = request?.headers[nameHeader]?.toString();
  const fromMs = request && begun.get(request);
  if (name === undefined || fromMs === undefined) return;
  spans.set(name, [...(spans.get(name) ?? []), [fromMs, performance.now()]]);
});

process.on("message", (message) => {
  if (message !== "take times") return;
  process.send?.([...spans].map(([name, of]) => ({ name, calls: of.length, tookMs: covered(of) })));
  spans.clear();
});

function covered(of: Span[]): number {
  let untilMs = Number.NEGATIVE_INFINITY;
  let tookMs = 0;
  for (const [fromMs, toMs] of of.toSorted(([a], [b]) => a - b)) {
    tookMs += Math.max(0, toMs - Math.max(fromMs, untilMs));
    untilMs = Math.max(untilMs, toMs);
  }
  return tookMs;
}

function requestIn(message: unknown): IncomingMessage | undefined {
  const request =
    typeof message === "object" && message !== null && "request" in message
      ? message.request
      : undefined;
  return request instanceof IncomingMessage ? request : undefined;
}
