import { z } from "zod";

/** As they are shown; one that is not among them is left out of the address. */
export const driftKinds = ["drift", "missing_here", "missing_at_stripe", "not_compared"] as const;
export type DriftKind = (typeof driftKinds)[number];

/** What the address says of the page. A mangled part is read as if it were not there. */
const passSearch = z.object({
  /** `null`: the latest. */
  pass: z
    .string()
    .regex(/^[\w-]{1,100}$/)
    .nullable()
    .catch(null),
  kind: z.enum(driftKinds).nullable().catch(null),
  kept: z.literal("1").nullable().catch(null),
});

export type PassView = z.infer<typeof passSearch>;

export const readPassView = (search: Record<string, unknown>): PassView => passSearch.parse(search);

/** The view as an address: nothing in it that says no more than its absence. */
export const toPassSearch = (view: PassView): Record<string, string> =>
  Object.fromEntries(
    Object.entries(view).flatMap(([key, value]) => (value === null ? [] : [[key, value]])),
  );
