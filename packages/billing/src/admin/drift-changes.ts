import type { Difference } from "@idem/domain";
import { type Change, facts, moment, type Told, text } from "./changes-of.ts";
import { slotTitle } from "./story-titles.ts";

type Drift = { differences: readonly Difference[]; currency: string | null };

/**
 * What differs from Stripe, in the words in which an account’s story tells a change: `from` is here, `to` is at Stripe.
 * Nothing is left out, however old the finding: what has no words of its own is told by its name and value.
 */
export function driftChanges({ differences, currency }: Drift): Change[] {
  const [here, there] = [imageOf("ours"), imageOf("stripes")].map((image) =>
    image({ differences, currency }),
  );
  return differences.map((difference) => {
    const fact = facts.find(({ field }) => `${prefix}${field}` === difference.field);
    if (fact === undefined) return plain(difference);
    const change = { what: fact.what, from: fact.read(here), to: fact.read(there) };
    return JSON.stringify(change.from) === JSON.stringify(change.to) ? plain(difference) : change;
  });
}

const prefix = "subscription.";

/** The fields that differ, as one side has them; and the currency, which one can read amounts by. */
const imageOf =
  (side: "ours" | "stripes") =>
  ({ differences, currency }: Drift): Record<string, unknown> => ({
    currency,
    ...Object.fromEntries(
      differences
        .filter(({ field }) => field.startsWith(prefix))
        .map((one) => [one.field.slice(prefix.length), one[side]]),
    ),
  });

function plain({ field, ours, stripes }: Difference): Change {
  const due = slotTitle(field);
  if (due !== null && field.includes(":"))
    return { what: due, from: nothing, to: text(`due: ${field.split(":")[1]}`) };
  if (field === "subscription" || field === "customer")
    return {
      what: field === "customer" ? "Customer" : "Subscription",
      from: ours === null ? text("not here") : said(ours),
      to: fates.get(String(stripes)) ?? said(stripes),
    };
  if (field === "account")
    return { what: "Account", from: text("not here"), to: text(`named by it: ${String(stripes)}`) };
  if (field.startsWith("checkout "))
    return { what: `Checkout ${field.slice(9)}`, from: status(ours), to: status(stripes) };
  const name = field.startsWith(prefix) ? field.slice(prefix.length) : field;
  const told = name.endsWith("Ms") ? moment : said;
  return { what: names.get(name) ?? inWords(name), from: told(ours), to: told(stripes) };
}

/** Of a checkout: rows keep its status in capitals. */
const status = (value: unknown): Told =>
  text(value === null ? "not here" : String(value).toLowerCase());

const nothing: Told = { is: "nothing" };

const fates: ReadonlyMap<string, Told> = new Map([
  ["null", text("not at Stripe")],
  ["deleted", text("deleted at Stripe")],
  ["unknown", text("never heard of by Stripe")],
]);

/** What the story does not tell of: nothing that a customer has asked for. */
const names: ReadonlyMap<string, string> = new Map(
  Object.entries({
    stripeSubscriptionId: "Subscription",
    planName: "Plan",
    planKey: "Plan’s key",
    priceId: "Price’s key",
    stripePriceId: "Price at Stripe",
    currentPeriodStartMs: "Paid from",
    canceledAtMs: "Cancelled on",
    startedAtMs: "Began",
    stripeItemId: "Item at Stripe",
    scheduleId: "Schedule at Stripe",
    lastScheduleId: "Last schedule at Stripe",
    latestInvoice: "Latest invoice",
    pendingChange: "Change that waits for its payment",
    openInvoice: "Owed",
    unitAmount: "Price in minor units",
    card: "Card",
    discount: "Discount",
    scheduledChange: "Planned change",
  }),
);

/** Whatever another version has compared: as it is, with a capital. */
const inWords = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** A value of whatever shape: its own words where it is plain, else its parts, those that are empty left out. */
function said(value: unknown): Told {
  if (value === null || value === undefined) return nothing;
  if (typeof value === "object") return text(parts(value));
  return text(String(value));
}

const parts = (value: object): string =>
  Object.entries(value)
    .filter(([, part]) => part !== null)
    .map(([name, part]) =>
      typeof part === "object" && part !== null ? `${name} (${parts(part)})` : partText(name, part),
    )
    .join(", ");

const partText = (name: string, part: unknown): string =>
  name.endsWith("Ms") && typeof part === "number"
    ? `${name.slice(0, -2)} ${new Date(part).toISOString().slice(0, 16)}Z`
    : `${name} ${String(part)}`;
