import { adminTexts } from "../../../texts/admin/admin.ts";
import { listTexts as words } from "../../../texts/admin/list.ts";
import { shortDate } from "../../../ui/dates.ts";
import { statusText } from "../status-text.ts";
import type { ListView } from "./list-search.ts";

/** One thing that narrows the list: what it says, and the view without it. */
export type Narrowing = { key: string; label: string; without: Partial<ListView> };

/** Everything that narrows the list, in the order of the page. */
export function narrowingsOf(view: ListView, planNames: ReadonlyMap<string, string>): Narrowing[] {
  const { q, status, plan, flags, ending, from, until, coupon } = view;
  const without = <T>(values: readonly T[], value: T) => values.filter((one) => one !== value);
  const day = (date: string) => shortDate(`${date}T00:00`);
  return [
    ...(q === "" ? [] : [{ key: "q", label: words.set.search(q), without: { q: "" } }]),
    ...status.map((one) => ({
      key: `status ${one}`,
      label: statusText(one),
      without: { status: without(status, one) },
    })),
    ...plan.map((one) => ({
      key: `plan ${one}`,
      label: planNames.get(one) ?? one,
      without: { plan: without(plan, one) },
    })),
    ...(ending === null ? [] : [{ key: "ending", label: words.ending, without: { ending: null } }]),
    ...flags.map((one) => ({
      key: `flag ${one}`,
      label: adminTexts.flags[one],
      without: { flags: without(flags, one) },
    })),
    ...(from === null
      ? []
      : [{ key: "from", label: words.set.from(day(from)), without: { from: null } }]),
    ...(until === null
      ? []
      : [{ key: "until", label: words.set.until(day(until)), without: { until: null } }]),
    ...(coupon === ""
      ? []
      : [{ key: "coupon", label: words.set.coupon(coupon), without: { coupon: "" } }]),
  ];
}
