import type { IdemClient } from "@idem/client";
import type { Finding, Showing } from "./finding.ts";
import { formatAmount } from "./format-amount.ts";

type Billing = Awaited<ReturnType<IdemClient["billing"]["current"]["query"]>>;
type AccountId = Billing["accountId"];
type Subscription = NonNullable<Billing["subscription"]>;

/** The account's current state from Idem's own rows. A subscription that wants somebody's attention is a finding. */
export async function showBilling(
  client: IdemClient,
  { json, timeoutMs, account }: Showing & { account: string | undefined },
): Promise<Finding> {
  const input = account === undefined ? undefined : { accountId: toAccountId(account) };
  const billing = await client.billing.current.query(input, {
    signal: AbortSignal.timeout(timeoutMs),
  });
  const { subscription } = billing;
  return {
    text: json ? JSON.stringify(billing) : table(billing),
    isFine: subscription === null || !wantsAttention(subscription.status),
  };
}

function toAccountId(account: string): AccountId {
  const [, rest] = /^acc_(.+)$/.exec(account) ?? [];
  if (rest === undefined) throw new Error(`An account id looks like acc_…, not "${account}".`);
  return `acc_${rest}`;
}

function table({ accountId, customer, subscription, openCheckout }: Billing): string {
  const rows: [string, string][] = [
    ["account", accountId],
    ["customer", customer ? `${customer.stripeCustomerId} ${customer.email}` : "none yet"],
    ["subscription", subscription ? describe(subscription) : "none"],
  ];
  if (subscription?.nextCharge) {
    const { amount, at } = subscription.nextCharge;
    rows.push(["next charge", `${formatAmount(amount, subscription.currency)} on ${day(at)}`]);
  }
  if (subscription?.cancelAt) rows.push(["ends", day(subscription.cancelAt)]);
  if (openCheckout)
    rows.push([
      "open checkout",
      `${openCheckout.priceId}, ${formatAmount(openCheckout.dueToday, openCheckout.currency)} due`,
    ]);
  return rows.map(([name, value]) => `${name.padEnd(14)} ${value}`).join("\n");
}

const describe = ({ planName, status, stripeSubscriptionId }: Subscription): string =>
  `${planName ?? "a plan that is not in the catalogue"}, ${status} (${stripeSubscriptionId})`;

const day = (at: string): string => at.slice(0, 10);

function wantsAttention(status: Subscription["status"]): boolean {
  switch (status) {
    case "past_due":
    case "unpaid":
    case "incomplete":
    case "paused":
      return true;
    case "active":
    case "trialing":
    case "canceled":
    case "incomplete_expired":
      return false;
  }
}
