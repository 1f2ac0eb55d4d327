import type { AccountId, StripeSubscriptionId } from "../ids.ts";
import { isLive } from "../subscription.ts";
import type { Chart, ChartedCustomer } from "./chart.ts";
import type { Finding } from "./invariant.ts";

/**
 * What is not as it must be with an account; pure, and nothing while somebody is at work on it. Each cause is one
 * finding: where the customer is the wrong one, it is not said again that the rows differ.
 */
export function diagnose(chart: Chart): Finding[] {
  if (chart.isInFlight) return inDoubt(chart);
  return [
    ...lostIds(chart),
    ...manyCustomers(chart),
    ...oneWayLinks(chart),
    ...manySubscriptions(chart),
    ...strayedSessions(chart),
    ...entitlement(chart),
    ...inDoubt(chart),
    ...brokenAudit(chart),
  ];
}

/** What is known of an account that cannot be read. */
export const diagnoseUnread = ({ accountId, auditBreaksAt, cause }: Unread): Finding[] => [
  { invariant: "can_be_read", words: `It cannot be read: ${cause}`, about: [accountId] },
  ...brokenAudit({ account: { id: accountId }, auditBreaksAt }),
];

type Unread = { accountId: AccountId; auditBreaksAt: number | null; cause: string };

function lostIds({ lost, rows, differences }: Chart): Finding[] {
  if (lost !== null) {
    const { customerId, standing } = lost;
    const fate =
      standing === "deleted" ? "was deleted at Stripe" : "is unknown to this Stripe account";
    const words = `The row's customer ${customerId} ${fate}.`;
    return [{ invariant: "stored_ids_resolve", words, about: [customerId] }];
  }
  const id = rows.subscription?.stripeSubscriptionId;
  if (id === undefined || !differences.some(isUnknownSubscription)) return [];
  const words = `The row's subscription ${id} is unknown to this Stripe account.`;
  return [{ invariant: "stored_ids_resolve", words, about: [id] }];
}

const isUnknownSubscription = ({ field, stripes }: Chart["differences"][number]): boolean =>
  field === "subscription" && stripes === null;

function manyCustomers({ customers }: Chart): Finding[] {
  if (customers.length < 2) return [];
  const each = customers.map((one) => `${one.id} (${signalText(one)})`).join(", ");
  const words = `${customers.length} customers at Stripe: ${each}.`;
  return [{ invariant: "one_customer", words, about: customers.map(({ id }) => id) }];
}

const signalText = ({ signal, isProven }: ChartedCustomer): string =>
  isProven ? signal : `${signal}, not proved`;

function oneWayLinks({ account, rows, customers, lost }: Chart): Finding[] {
  const unmarked = customers.filter(
    ({ id, metadata }) => id === rows.customerId && metadata["accountId"] !== account.id,
  );
  const unnamed = rows.customerId === null && lost === null ? customers : [];
  return [
    ...unmarked.map(({ id, metadata }) => {
      const other = metadata["accountId"];
      const words = `The row's customer ${id} ${other === undefined ? "does not say whose it is" : `says it is ${other}'s`}.`;
      return { invariant: "links_point_both_ways" as const, words, about: [id] };
    }),
    ...unnamed.map(({ id, signal, isProven }) => {
      const words = isProven
        ? `${id} is this account's by ${signal}, and in no row.`
        : `${id} may be this account's by ${signal}, which proves nothing, and is in no row.`;
      return { invariant: "links_point_both_ways" as const, words, about: [id] };
    }),
  ];
}

/** Each with the customer that pays for it. */
export const liveOf = (customers: readonly ChartedCustomer[]) =>
  customers.flatMap((customer) =>
    customer.subscriptions
      .filter(({ status }) => isLive(status))
      .map((subscription) => ({ customer, subscription })),
  );

function manySubscriptions({ customers }: Chart): Finding[] {
  const live = liveOf(customers);
  if (live.length < 2) return [];
  const each = live.map(
    ({ customer, subscription: { stripeSubscriptionId: id, status } }) =>
      `${id} of ${customer.id} (${status})`,
  );
  const about = live.map(({ subscription }) => subscription.stripeSubscriptionId);
  const words = `${live.length} live subscriptions: ${each.join(", ")}.`;
  return [{ invariant: "one_live_subscription", words, about }];
}

function strayedSessions({ customers }: Chart): Finding[] {
  if (liveOf(customers).length === 0) return [];
  const about = customers.flatMap((one) => one.strayedSessions);
  if (about.length === 0) return [];
  const words = `Beside a live subscription these can be paid: ${about.join(", ")}.`;
  return [{ invariant: "no_checkout_beside_subscription", words, about }];
}

function entitlement({ rows, customers, differences }: Chart): Finding[] {
  const own = rows.subscription;
  const live = liveOf(customers).map(({ subscription }) => subscription.stripeSubscriptionId);
  const isServed = own !== null && isLive(own.status);
  if (live.length > 0 && !isServed) {
    const words = `${live.join(", ")} is paid for, and our rows serve nobody.`;
    return [{ invariant: "paid_is_entitled", words, about: live }];
  }
  if (isServed && live.length === 0) {
    const words = `Our row says ${own.stripeSubscriptionId} is ${own.status}; at Stripe none lives.`;
    return [{ invariant: "entitled_is_paid", words, about: [own.stripeSubscriptionId] }];
  }
  const left = differences.filter((one) => !isUnknownSubscription(one) && !isSurplus(one.field));
  if (left.length === 0) return [];
  const words = `Our rows differ from Stripe in ${left.map(({ field }) => field).join(", ")}.`;
  return [{ invariant: "rows_equal_stripe", words, about: idOf(own?.stripeSubscriptionId) }];
}

/** The end of a duplicate is due: told already as one subscription too many. */
const isSurplus = (field: string): boolean =>
  field.startsWith("subscription.cancel:") || field.startsWith("payment.refund:");

const idOf = (id: StripeSubscriptionId | undefined): string[] => (id === undefined ? [] : [id]);

const inDoubt = ({ inDoubt: slots }: Chart): Finding[] =>
  slots.map((slot) => {
    const words = `What became of ${slot} is not known.`;
    return { invariant: "no_effect_in_doubt", words, about: [slot] };
  });

type Audited = { account: Pick<Chart["account"], "id">; auditBreaksAt: number | null };

function brokenAudit({ account, auditBreaksAt }: Audited): Finding[] {
  if (auditBreaksAt === null) return [];
  const words = `The story of ${account.id} breaks at its event ${auditBreaksAt}.`;
  return [{ invariant: "audit_intact", words, about: [account.id] }];
}
