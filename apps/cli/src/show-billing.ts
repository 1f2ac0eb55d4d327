import type { CurrentBilling, IdemClient } from "@idem/client";
import { formatMoney } from "@idem/domain";
import type { Finding, Showing } from "./finding.ts";

type AccountId = CurrentBilling["accountId"];
type Subscription = NonNullable<CurrentBilling["subscription"]>;

/** The account's current state from Idem's own rows. A subscription that wants somebody's attention is a finding. */
export async function showBilling(
  client: IdemClient,
  { json, timeoutMs, account }: Showing & { account: string | undefined },
): Promise<Finding> {
  const input = account === undefined ? undefined : { accountId: toAccountId(account) };
  const billing = await client.billing.current.query(input, {
    signal: AbortSignal.timeout(timeoutMs),
  });
  return {
    text: json ? JSON.stringify(billing) : table(billing),
    isFine: !wantsAttention(billing.entitlement),
  };
}

function toAccountId(account: string): AccountId {
  const [, rest] = /^acc_(.+)$/.exec(account) ?? [];
  if (rest === undefined) throw new Error(`An account id looks like acc_…, not "${account}".`);
  return `acc_${rest}`;
}

function table(billing: CurrentBilling): string {
  const { accountId, customer, subscription, entitlement, openCheckout } = billing;
  const rows: [string, string][] = [
    ["account", accountId],
    ["customer", customer ? `${customer.stripeCustomerId} ${customer.email}` : "none yet"],
    ["subscription", subscription ? describe(subscription) : "none"],
    ["entitled", served(entitlement)],
  ];
  if (subscription?.nextCharge) {
    const { amount, at } = subscription.nextCharge;
    const { currency } = subscription;
    rows.push(["next charge", `${formatMoney({ amount, currency })} on ${day(at)}`]);
  }
  if (subscription?.cancelAt) rows.push(["ends", day(subscription.cancelAt)]);
  if (openCheckout) {
    const { priceId, dueToday: amount, currency } = openCheckout;
    rows.push(["open checkout", `${priceId}, ${formatMoney({ amount, currency })} due`]);
  }
  return rows.map(([name, value]) => `${name.padEnd(14)} ${value}`).join("\n");
}

const describe = ({ planName, status, stripeSubscriptionId }: Subscription): string =>
  `${planName ?? "a plan that is not in the catalogue"}, ${status} (${stripeSubscriptionId})`;

const day = (at: string): string => at.slice(0, 10);

type Entitlement = CurrentBilling["entitlement"];

function served(entitlement: Entitlement): string {
  switch (entitlement.is) {
    case "entitled":
      return entitlement.until === null ? "yes" : `yes, until ${day(entitlement.until)}`;
    case "grace":
      return `yes, until ${day(entitlement.until)}: a payment is owed since ${day(entitlement.since)}`;
    case "ended":
      return `no: ${entitlement.because.replaceAll("_", " ")}`;
  }
}

/** Somebody pays too late, or would like to be served and is not. */
function wantsAttention(entitlement: Entitlement): boolean {
  switch (entitlement.is) {
    case "entitled":
      return false;
    case "grace":
      return true;
    case "ended":
      return entitlement.because === "unpaid" || entitlement.because === "paused";
  }
}
