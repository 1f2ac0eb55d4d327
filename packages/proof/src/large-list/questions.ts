import type { SubscriptionFilter, SubscriptionsQuestion } from "@idem/billing";

export type Asked = { name: string; question: SubscriptionsQuestion };

const none: SubscriptionFilter = {
  search: null,
  statuses: [],
  plans: [],
  coupon: null,
  isEnding: false,
  startedFrom: null,
  startedUntil: null,
  flags: [],
};

const filters: Record<string, Partial<SubscriptionFilter>> = {
  "no filter": {},
  "one status": { statuses: ["active"] },
  "three statuses": { statuses: ["past_due", "unpaid", "paused"] },
  "a plan": { plans: ["enterprise"] },
  "status and plan": { statuses: ["active"], plans: ["plus"] },
  "a rare plan": { plans: ["nobody_has_it"] },
  "a coupon": { coupon: "SPRING20" },
  "a rare coupon": { coupon: "NOBODYHASIT" },
  ending: { isEnding: true },
  "ending, status and plan": { isEnding: true, statuses: ["past_due"], plans: ["enterprise"] },
  "started in a day": {
    startedFrom: "2026-03-01T00:00:00.000Z",
    startedUntil: "2026-03-02T00:00:00.000Z",
  },
  "started in a month": {
    startedFrom: "2026-03-01T00:00:00.000Z",
    startedUntil: "2026-04-01T00:00:00.000Z",
  },
  "started in a year, plan, coupon": {
    startedFrom: "2025-01-01T00:00:00.000Z",
    startedUntil: "2026-01-01T00:00:00.000Z",
    plans: ["plus"],
    coupon: "WELCOME20",
  },
  "an unknown outcome": { flags: ["unknown"] },
  "a drift": { flags: ["drift"] },
  "a duplicate": { flags: ["duplicate"] },
  "any of the flags": { flags: ["unknown", "drift", "duplicate"] },
  "a duplicate, status and plan": {
    flags: ["duplicate"],
    statuses: ["active"],
    plans: ["starter"],
  },
  "all that can be": {
    statuses: ["active", "past_due"],
    plans: ["plus", "starter"],
    coupon: "WELCOME20",
    isEnding: true,
    startedFrom: "2025-01-01T00:00:00.000Z",
    startedUntil: "2026-11-01T00:00:00.000Z",
  },
};

const searches = [null, "person4711", "ada lo", "smith", "s"];

const sorts = (["started", "turns", "mrr"] as const).flatMap((by) =>
  (["desc", "asc"] as const).map((direction) => ({ by, direction })),
);

/** Every filter with every order and every kind of search. */
export const questions: Asked[] = Object.entries(filters).flatMap(([filterName, filter]) =>
  searches.flatMap((search) =>
    sorts.map((sort) => ({
      name: `${filterName} · ${search === null ? "no search" : `“${search}”`} · ${sort.by} ${sort.direction}`,
      question: { filter: { ...none, ...filter, search }, sort, after: null, limit: 50 },
    })),
  ),
);

/** Every filter with every kind of search: what the chips are counted for. */
export const facetQuestions: { name: string; filter: SubscriptionFilter }[] = Object.entries(
  filters,
).flatMap(([filterName, filter]) =>
  searches.map((search) => ({
    name: `chips · ${filterName} · ${search === null ? "no search" : `“${search}”`}`,
    filter: { ...none, ...filter, search },
  })),
);
