import type { BillingSettings } from "../state/records.ts";

type Check = [meaning: string, fits: (value: unknown) => boolean];

const isCount = (value: unknown) => Number.isInteger(value) && Number(value) >= 0;
const oneOf = (...values: string[]): Check => [
  `one of ${values.join(", ")}`,
  (value) => typeof value === "string" && values.includes(value),
];
const checks: Record<keyof BillingSettings, Check> = {
  retryDays: [
    "a list of at most 8 numbers of days",
    (value) => Array.isArray(value) && value.length <= 8 && value.every((days) => days > 0),
  ],
  afterLastRetry: oneOf("cancel", "unpaid", "past_due"),
  invoiceAfterLastRetry: oneOf("open", "uncollectible"),
  draftMinutes: ["a number of minutes", isCount],
  upcomingDays: ["a number of days", isCount],
};

/** Reads settings as they come in JSON; answers the sentence that says what is wrong with them. */
export function readBillingSettings(value: unknown): Partial<BillingSettings> | string {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return 'Send a JSON object such as {"afterLastRetry":"unpaid"}.';
  for (const [name, part] of Object.entries(value)) {
    const check = Object.entries(checks).find(([known]) => known === name)?.[1];
    if (check === undefined) return `There is no billing setting called ${name}.`;
    if (!check[1](part)) return `${name} must be ${check[0]}.`;
  }
  return value satisfies Partial<BillingSettings>;
}
