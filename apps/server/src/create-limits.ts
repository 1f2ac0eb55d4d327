import type { Limits } from "@idem/api";
import { LRUCache } from "lru-cache";
import type { RateRules } from "./rate-rules.ts";

const windowMs = 60_000;
/** More callers than that in one minute push out the least recent ones: memory stays bounded under an attack. */
const maxCallers = 50_000;

/**
 * Counts calls of each caller in windows of a minute, in this process: with n nodes a caller gets up to n times as much,
 * which is fine for rules that stop guessing and not for rules that bill.
 */
export function createLimits(rules: RateRules, nowMs = () => performance.now()): Limits {
  const perMinute = {
    quote: rules.quotesPerMinute,
    start: rules.startsPerMinute,
    code: rules.codesPerMinute,
    act: rules.actionsPerMinute,
  };
  const windows = new LRUCache<string, { calls: number }>({
    max: maxCallers,
    ttl: windowMs,
    ttlResolution: 0,
    perf: { now: nowMs },
  });
  return {
    take: (bucket, key) => {
      const name = `${bucket} ${key}`;
      const current = windows.get(name) ?? { calls: 0 };
      if (current.calls === 0) windows.set(name, current);
      current.calls += 1;
      return current.calls <= perMinute[bucket];
    },
  };
}
