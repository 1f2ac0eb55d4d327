import type Stripe from "stripe";
import type { LivingAccount } from "./account.ts";
import type { ExpectedInvoice } from "./bill.ts";
import {
  expansions,
  expectedRow,
  type MirroredRow,
  mirroredRow,
  type PriceNames,
} from "./expected-row.ts";
import type { MonthsWorld } from "./months-world.ts";
import { inTurn } from "./pass-time.ts";

/** What Stripe has of one account, as somebody from outside sees it. */
export type Seen = {
  account: LivingAccount;
  /** The one that counts: who has left has no other until they come back. */
  subscription: Stripe.Subscription;
  /** The earliest first. */
  invoices: readonly Stripe.Invoice[];
};

export async function lookAtStripe(
  { stripe }: Pick<MonthsWorld, "stripe">,
  accounts: readonly LivingAccount[],
): Promise<Seen[]> {
  const seen: Seen[] = [];
  await inTurn(accounts, async (account) => {
    const customer = account.customerId;
    const [subscriptions, invoices] = await Promise.all([
      stripe.subscriptions.list({ customer, status: "all", limit: 10, expand: expansions }),
      stripe.invoices.list({ customer, limit: 100 }),
    ]);
    const [subscription] = subscriptions.data.toSorted((a, b) => b.created - a.created);
    if (subscription === undefined) throw new Error(`${customer} has no subscription.`);
    seen.push({ account, subscription, invoices: invoices.data.toReversed() });
  });
  return seen;
}

/** Every column of every row against Stripe, and every invoice against our own reckoning; what is wrong, in sentences. */
export async function checkMonth(
  { prisma, time }: Pick<MonthsWorld, "prisma" | "time">,
  seen: readonly Seen[],
  prices: PriceNames,
): Promise<string[]> {
  const rows = new Map(
    (await prisma.subscription.findMany()).map((row) => [row.accountId, mirroredRow(row)]),
  );
  return seen.flatMap(({ account, subscription, invoices }) => {
    const ours = rows.get(account.subscriber.accountId) ?? {};
    const expected = account.bill.invoices.map((one) => expectedLine(one, account, time.nowMs));
    return [
      ...differences(ours, expectedRow(subscription, prices)),
      ...linesThatDiffer(expected, invoices.map(chargedLine)),
    ].map((difference) => `account ${account.life.index}: ${difference}`);
  });
}

function differences(ours: MirroredRow, stripes: MirroredRow): string[] {
  const names = new Set([...Object.keys(ours), ...Object.keys(stripes)]);
  return [...names].flatMap((name) => {
    const [own, theirs] = [ours[name], stripes[name]].map((value) => canonical(value ?? null));
    return own === theirs ? [] : [`${name} is ${own}, Stripe has ${theirs}`];
  });
}

/** JSON columns come back with their keys in another order. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

function expectedLine(
  { atMs, total, paidAtMs }: ExpectedInvoice,
  { bill }: LivingAccount,
  nowMs: number,
): string {
  const isPaid = paidAtMs !== null && paidAtMs <= nowMs;
  return line(atMs, { total, currency: bill.currency, status: isPaid ? "paid" : "open" });
}

const chargedLine = (invoice: Stripe.Invoice): string => {
  const { total, currency, status, amount_paid: paid, created } = invoice;
  const isWhole = paid === (status === "paid" ? total : 0);
  return line(created * 1_000, { total, currency, status: isWhole ? status : `paid ${paid}` });
};

type Line = { total: number; currency: string; status: string | null };

const line = (atMs: number, { total, currency, status }: Line): string =>
  `${new Date(atMs).toISOString()} ${total} ${currency} ${status}`;

function linesThatDiffer(expected: readonly string[], charged: readonly string[]): string[] {
  const places = Array.from({ length: Math.max(expected.length, charged.length) }, (_, at) => at);
  return places.flatMap((at) =>
    expected[at] === charged[at]
      ? []
      : [
          `invoice ${at + 1} is “${charged[at] ?? "none"}”, reckoned was “${expected[at] ?? "none"}”`,
        ],
  );
}
