import { flags, type Sort, type SubscriptionFilter, sorts } from "@idem/billing";
import { subscriptionStatuses } from "@idem/domain";
import { z } from "zod";

/** What a list can be narrowed to. Everything may be left out. */
const filterShape = {
  search: z
    .string()
    .trim()
    .max(200)
    .transform((search) => (search === "" ? null : search))
    .nullable()
    .default(null),
  statuses: z.array(z.enum(subscriptionStatuses)).max(8).default([]),
  plans: z.array(z.string().min(1).max(100)).max(20).default([]),
  coupon: z.string().trim().min(1).max(100).nullable().default(null),
  isEnding: z.boolean().default(false),
  startedFrom: z.iso.datetime().nullable().default(null),
  startedUntil: z.iso.datetime().nullable().default(null),
  flags: z.array(z.enum(flags)).max(3).default([]),
};

export const filterInput = z.strictObject(filterShape) satisfies z.ZodType<SubscriptionFilter>;

/** The same in an address: what the page asks its list for, as JSON. `null` where it is not that. */
export function subscriptionsQuery(
  query: Record<string, string | undefined>,
): { filter: SubscriptionFilter; sort: Sort } | null {
  const parsed = queryInput.safeParse(query);
  return parsed.success ? parsed.data : null;
}

export const sortInput = z
  .strictObject({ by: z.enum(sorts), direction: z.enum(["asc", "desc"]) })
  .default({ by: "started", direction: "desc" });

const json = z
  .string()
  .max(5_000)
  .transform((text, context) => {
    try {
      const value: unknown = JSON.parse(text);
      return value;
    } catch {
      context.addIssue("Expected JSON.");
      return z.NEVER;
    }
  });

const queryInput = z.strictObject({
  filter: json
    .pipe(filterInput)
    .optional()
    .transform((filter) => filter ?? filterInput.parse({})),
  sort: json
    .pipe(sortInput)
    .optional()
    .transform((sort) => sort ?? sortInput.parse(undefined)),
});
