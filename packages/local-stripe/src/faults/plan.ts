/** A number of milliseconds, or a range of which one is drawn each time. */
export type Milliseconds = number | [leastMs: number, mostMs: number];

/** What goes wrong on purpose. Probabilities from 0 to 1; everything absent means never. */
export type FaultPlan = {
  latencyMs?: Milliseconds;
  /** The connection is cut before the request is executed. */
  lostRequest?: number;
  /** The request is executed and its answer saved, then the connection is cut. */
  lostAnswer?: number;
  error429?: number;
  /** 429 beyond so many requests in any second, as Stripe does: 25 with a test key. */
  callsPerSecond?: number;
  /** A 500 before execution: nothing happened, nothing is saved. */
  error500?: number;
  /** A 500 that is saved under the idempotency key: nothing happened, and every retry hears it again. */
  error500Saved?: number;
  /** Every request is answered 503 and not executed. */
  outage?: boolean;
  /** How far search lags behind writes; one second unless set. */
  searchLagMs?: number;
  webhooks?: { delayMs?: Milliseconds; duplicate?: number; shuffle?: boolean };
};

export type Faults = {
  plan(): FaultPlan;
  replace(plan: FaultPlan): void;
  happens(probability: number | undefined): boolean;
  draw(duration: Milliseconds | undefined): number;
  /** Counts a request; whether there have been more than so many within a second. */
  isTooMany(callsPerSecond: number | undefined): boolean;
};

export function createFaults(random: () => number): Faults {
  let current: FaultPlan = {};
  let answeredAtMs: number[] = [];
  return {
    plan: () => current,
    replace: (plan) => {
      current = plan;
    },
    happens: (probability) => probability !== undefined && random() < probability,
    draw: (duration) => {
      if (duration === undefined) return 0;
      if (typeof duration === "number") return duration;
      return duration[0] + random() * (duration[1] - duration[0]);
    },
    isTooMany: (callsPerSecond) => {
      if (callsPerSecond === undefined) return false;
      const nowMs = performance.now();
      answeredAtMs = answeredAtMs.filter((atMs) => atMs > nowMs - 1_000);
      if (answeredAtMs.length >= callsPerSecond) return true;
      answeredAtMs.push(nowMs);
      return false;
    },
  };
}

/** Reads a fault plan as it comes in JSON; answers the sentence that says what is wrong with it. */
export function readFaultPlan(value: unknown): FaultPlan | string {
  if (!isRecord(value)) return "A fault plan is a JSON object.";
  const { webhooks = {}, ...rest } = value;
  if (!isRecord(webhooks)) return "webhooks is an object with delayMs, duplicate, shuffle.";
  const wrong = firstWrong(rest, planReaders) ?? firstWrong(webhooks, webhookReaders, "webhooks.");
  return wrong ?? (value satisfies FaultPlan);
}

type Check = [meaning: string, fits: (value: unknown) => boolean];
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isDuration = (value: unknown) => typeof value === "number" && value >= 0;
const probability: Check = [
  "a probability from 0 to 1",
  (value) => typeof value === "number" && value >= 0 && value <= 1,
];
const flag: Check = ["true or false", (value) => typeof value === "boolean"];
const duration: Check = [
  "milliseconds, or a range [least, most]",
  (value) =>
    isDuration(value) || (Array.isArray(value) && value.length === 2 && value.every(isDuration)),
];

const planReaders: Record<string, Check> = {
  latencyMs: duration,
  lostRequest: probability,
  lostAnswer: probability,
  error429: probability,
  callsPerSecond: ["a number of requests", (value) => typeof value === "number" && value > 0],
  error500: probability,
  error500Saved: probability,
  outage: flag,
  searchLagMs: ["milliseconds", isDuration],
};
const webhookReaders: Record<string, Check> = {
  delayMs: duration,
  duplicate: probability,
  shuffle: flag,
};

function firstWrong(values: Record<string, unknown>, checks: Record<string, Check>, at = "") {
  for (const [name, value] of Object.entries(values)) {
    const check = checks[name];
    if (check === undefined) return `There is no fault called ${at}${name}.`;
    if (!check[1](value)) return `${at}${name} must be ${check[0]}.`;
  }
  return undefined;
}
