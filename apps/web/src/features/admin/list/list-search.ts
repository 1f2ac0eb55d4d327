import { type SubscriptionStatus, subscriptionStatuses } from "@idem/domain";
import { z } from "zod";
import type { Answers } from "../../../app/idem.ts";

export const flags = ["unknown", "drift", "duplicate"] as const;
export type Flag = Answers["admin"]["subscriptions"]["list"]["lines"][number]["flags"][number];

/** Several values in one part of an address; what is not among them is left out. */
const several = <T extends string>(known: readonly T[]) =>
  z
    .string()
    .transform((text) => known.filter((one) => text.split(",").includes(one)))
    .catch([]);

const day = z.iso.date().nullable().catch(null);

/** What the address says of the list. A mangled part is read as if it were not there. */
const listSearch = z.object({
  q: z.string().trim().max(200).catch(""),
  status: several(subscriptionStatuses),
  plan: z
    .string()
    .transform((text) => text.split(",").filter((key) => /^[\w-]{1,50}$/.test(key)))
    .catch([]),
  flags: several(flags),
  coupon: z.string().trim().max(100).catch(""),
  ending: z.literal("1").nullable().catch(null),
  from: day,
  until: day,
  sort: z.enum(["started", "turns", "mrr"]).catch("started"),
  dir: z.enum(["asc", "desc"]).catch("desc"),
  after: z
    .string()
    .regex(/^[^|]{1,100}\|acc_\w{1,96}$/)
    .nullable()
    .catch(null),
});

export type ListView = z.infer<typeof listSearch>;
export type SortBy = ListView["sort"];

export const readView = (search: Record<string, unknown>): ListView => listSearch.parse(search);

/** The view as an address: nothing in it that says no more than its absence. */
export function toSearch(view: ListView): Record<string, string> {
  const { q, status, plan, flags: wanted, coupon, ending, from, until, sort, dir, after } = view;
  const parts = {
    q,
    status: status.join(","),
    plan: plan.join(","),
    flags: wanted.join(","),
    coupon,
    ending: ending ?? "",
    from: from ?? "",
    until: until ?? "",
    sort: sort === "started" ? "" : sort,
    dir: dir === "desc" ? "" : dir,
    after: after ?? "",
  };
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== ""));
}

/** The same as the server wants it. Days are whole days where the reader is. */
export function toQuestion(view: ListView) {
  const [key = "", accountId = ""] = view.after?.split("|") ?? [];
  return {
    filter: {
      search: view.q === "" ? null : view.q,
      statuses: view.status satisfies SubscriptionStatus[],
      plans: view.plan,
      coupon: view.coupon === "" ? null : view.coupon,
      isEnding: view.ending !== null,
      startedFrom: view.from === null ? null : startOf(view.from, 0),
      startedUntil: view.until === null ? null : startOf(view.until, 1),
      flags: view.flags,
    },
    sort: { by: view.sort, direction: view.dir },
    after: view.after === null ? null : { key, accountId },
  };
}

function startOf(isoDate: string, daysLater: number): string {
  const date = new Date(`${isoDate}T00:00`);
  date.setDate(date.getDate() + daysLater);
  return date.toISOString();
}

/** Whether anything is filtered: then an empty list means "no match" and not "nothing there". */
export const isFiltered = (view: ListView): boolean =>
  Object.keys(toSearch({ ...view, sort: "started", dir: "desc", after: null })).length > 0;

/** Pasted, it leads to an account. */
export const isId = (text: string): boolean =>
  /^(acc|chk|cus|sub|in|pi|ch|cs)_[A-Za-z0-9_]{1,250}$/.test(text);
