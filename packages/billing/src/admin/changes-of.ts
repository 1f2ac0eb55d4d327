/** A value as a page shows it: in the reader's own money, dates and time zone. */
export type Told =
  | { is: "nothing" }
  | { is: "text"; text: string }
  | { is: "money"; amount: number; currency: string }
  | { is: "moment"; at: string };

export type Change = { what: string; from: Told; to: Told };

/**
 * What differs between two images of a subscription, checkout, customer or payment, in words: "Plan: Plus → Enterprise". Images are JSON of whatever
 * version wrote them, so nothing is believed of their shape: what cannot be read says nothing.
 */
export function changesOf(before: unknown, after: unknown): Change[] {
  return facts.flatMap(({ what, read }) => {
    const [from, to] = [read(before), read(after)];
    return JSON.stringify(from) === JSON.stringify(to) ? [] : [{ what, from, to }];
  });
}

const nothing: Told = { is: "nothing" };

export function read(image: unknown, key: string): unknown {
  return typeof image === "object" && image !== null ? Reflect.get(image, key) : undefined;
}

export const text = (value: unknown): Told =>
  typeof value === "string" || typeof value === "number"
    ? { is: "text", text: String(value) }
    : nothing;

export const moment = (ms: unknown): Told =>
  typeof ms === "number" ? { is: "moment", at: new Date(ms).toISOString() } : nothing;

const money = (amount: unknown, currency: unknown): Told =>
  typeof amount === "number" && typeof currency === "string"
    ? { is: "money", amount, currency }
    : nothing;

/** What people call each field of an image, and how it is read aloud. */
export const facts: readonly Fact[] = [
  {
    field: "stripeCustomerId",
    what: "Customer",
    read: (image) => text(read(image, "stripeCustomerId")),
  },
  { field: "email", what: "E-mail", read: (image) => text(read(image, "email")) },
  { field: "name", what: "Name", read: (image) => text(read(image, "name")) },
  { field: "planName", what: "Plan", read: (image) => text(read(image, "planName")) },
  { field: "status", what: "Status", read: (image) => text(statusOf(read(image, "status"))) },
  {
    field: "unitAmount",
    what: "Price",
    read: (image) => money(read(image, "unitAmount"), read(image, "currency")),
  },
  { field: "interval", what: "Billed every", read: (image) => text(read(image, "interval")) },
  { field: "quantity", what: "Seats", read: (image) => text(read(image, "quantity")) },
  {
    field: "amount",
    what: "Amount",
    read: (image) => money(read(image, "amount"), read(image, "currency")),
  },
  { field: "cancelAtMs", what: "Ends", read: (image) => moment(read(image, "cancelAtMs")) },
  { field: "endedAtMs", what: "Ended", read: (image) => moment(read(image, "endedAtMs")) },
  {
    field: "currentPeriodEndMs",
    what: "Period until",
    read: (image) => moment(read(image, "currentPeriodEndMs")),
  },
  { field: "trialEndMs", what: "Trial until", read: (image) => moment(read(image, "trialEndMs")) },
  {
    field: "discount",
    what: "Discount",
    read: (image) => discount(read(image, "discount"), read(image, "currency")),
  },
  {
    field: "scheduledChange",
    what: "Planned change",
    read: (image) => text(planned(read(image, "scheduledChange"))),
  },
  { field: "card", what: "Card", read: (image) => text(card(read(image, "card"))) },
  {
    field: "openInvoice",
    what: "Owed",
    read: (image) => money(read(read(image, "openInvoice"), "amountDue"), read(image, "currency")),
  },
];

type Fact = { field: string; what: string; read: (image: unknown) => Told };

const statusOf = (status: unknown): unknown =>
  typeof status === "string" ? status.toLowerCase().replaceAll("_", " ") : status;

function discount(image: unknown, currency: unknown): Told {
  const off = read(image, "off");
  const code = read(image, "code");
  const percent = read(off, "percent");
  const amount = read(off, "amount");
  const name = typeof code === "string" ? `${code}: ` : "";
  if (typeof percent === "number") return { is: "text", text: `${name}${percent} % off` };
  return money(amount, currency);
}

function planned(image: unknown): unknown {
  const plan = read(image, "planName");
  const interval = read(image, "interval");
  return typeof plan === "string" && typeof interval === "string"
    ? `${plan}, each ${interval}`
    : null;
}

function card(image: unknown): unknown {
  const brand = read(image, "brand");
  const last4 = read(image, "last4");
  return typeof brand === "string" && typeof last4 === "string"
    ? `${brand.charAt(0).toUpperCase()}${brand.slice(1)} ···· ${last4}`
    : null;
}
