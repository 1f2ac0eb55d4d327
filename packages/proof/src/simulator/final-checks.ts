import { type AccountId, isLive } from "@idem/domain";
import type { Cast } from "./cast.ts";
import { accountRow } from "./database/tables.ts";
import { checkLetters } from "./mail/check-letters.ts";
import type { Sim } from "./sim.ts";
import { scheduleOf } from "./stripe/act.ts";
import { isLiving, isPayable, type SubscriptionObject } from "./stripe/state.ts";
import { checkPages, checkTold } from "./told.ts";

/** What must be true once everything has come to rest. */
export function checkAtRest(sim: Sim, cast: Cast): void {
  for (const accountId of cast.accounts) {
    checkSubscriptions(sim, accountId);
    checkOrphans(sim, accountId);
    checkRows(sim, accountId);
    checkEmail(sim, accountId);
    checkLastChoice(sim, cast, accountId);
    checkTold(sim, cast, accountId);
    checkLetters(sim, accountId);
  }
  checkMoney(sim);
  checkPages(sim, cast);
  checkTrials(sim);
}

const own = <T extends { accountId: AccountId }>(all: Map<string, T>, accountId: AccountId): T[] =>
  [...all.values()].filter((one) => one.accountId === accountId);

/** G3: one lives; whatever we ended left another one alive, unless a person ended that. */
function checkSubscriptions({ stripe, violations }: Sim, accountId: AccountId): void {
  const all = own(stripe.subscriptions, accountId);
  const live = all.filter(isLiving);
  if (live.length > 1)
    violations.push(`G3: ${live.map(({ id }) => id).join(" and ")} of ${accountId} both live.`);
  const byUs = all.filter((one) => isReplaced(one) || one.endedBy === "duplicate");
  if (byUs.length > 0 && byUs.length === all.length)
    violations.push(`G3: all subscriptions of ${accountId} were ended by us.`);
  for (const one of byUs)
    if (isReplaced(one) && !all.some(({ replaces }) => replaces === one.id))
      violations.push(`G3: ${one.id} was ended as replaced, and nothing replaces it.`);
  for (const one of all)
    if (one.endedBy === "duplicate" && !all.some((other) => wasLivingBeside(other, one)))
      violations.push(`G3: ${one.id} was ended as a duplicate, and was paid first.`);
}

const isReplaced = ({ endedBy }: SubscriptionObject): boolean =>
  endedBy === "replaced" || endedBy === "replaced_unpaid";

/** Whether the first was bought no later than the second, and lived when the second was bought. */
const wasLivingBeside = (first: SubscriptionObject, second: SubscriptionObject): boolean =>
  first !== second &&
  first.createdMs <= second.createdMs &&
  (first.endedMs === null || first.endedMs >= second.createdMs);

/** G3: what was bought twice is paid back once; nothing else is. */
function checkMoney({ stripe, tables, violations }: Sim): void {
  // Somebody may end by hand what we were about to end as a duplicate.
  const duplicates = new Set(
    [...tables.effects.values()].map(({ intent }) =>
      intent.kind === "subscription.cancel" && intent.reason === "duplicate"
        ? intent.subscriptionId
        : null,
    ),
  );
  for (const { id, endedBy, paymentIntentId } of stripe.subscriptions.values()) {
    if (paymentIntentId === null) continue;
    const refunds = stripe.refunds.filter((one) => one.paymentIntentId === paymentIntentId).length;
    if (refunds > 0 && !duplicates.has(id))
      violations.push(`G3: ${id} (${endedBy ?? "live"}) was paid back.`);
    if (refunds !== 1 && endedBy === "duplicate")
      violations.push(`G3: the duplicate ${id} was paid back ${refunds} times.`);
  }
}

/** G3: everybody pays with the same card, and a card has one free trial; who has said that it shall end is left alone. */
function checkTrials({ stripe, violations }: Sim): void {
  const trials = [...stripe.subscriptions.values()].filter(
    (one) => one.status === "trialing" && one.checkoutId !== null && one.cancelAtMs === null,
  );
  if (trials.length > 1)
    violations.push(`G3: one card, and ${trials.map(({ id }) => id).join(" and ")} are free.`);
}

/** G4: everything at Stripe is known to the rows of its account. */
function checkOrphans({ stripe, tables, violations }: Sim, accountId: AccountId): void {
  const { customer, checkouts } = accountRow(tables, accountId);
  for (const { id, deleted } of own(stripe.customers, accountId))
    if (!deleted && customer?.stripeCustomerId !== id)
      violations.push(`G4: ${id} at Stripe, ${customer?.stripeCustomerId ?? "none"} in the row.`);
  for (const session of own(stripe.sessions, accountId)) {
    const checkout = checkouts.find(({ stripeSessionId }) => stripeSessionId === session.id);
    if (checkout === undefined) violations.push(`G4: no checkout knows ${session.id}.`);
    else if (isPayable(stripe, session) && checkout.status !== "OPEN")
      violations.push(`G2: ${session.id} can be paid, its checkout is ${checkout.status}.`);
  }
}

/** G5: the rows say what Stripe says. */
function checkRows(sim: Sim, accountId: AccountId): void {
  const { stripe, tables, violations } = sim;
  const { subscription, checkouts } = accountRow(tables, accountId);
  const [live] = own(stripe.subscriptions, accountId).filter(isLiving);
  const known = subscription && stripe.subscriptions.get(subscription.stripeSubscriptionId);
  if (live && subscription?.stripeSubscriptionId !== live.id)
    violations.push(`G5: ${live.id} lives, the row has ${subscription?.stripeSubscriptionId}.`);
  if (subscription && subscription.status !== known?.status)
    violations.push(`G5: the row says ${known?.id} is ${subscription.status}.`);
  if (subscription && known && subscription.currentPeriodEndMs !== known.periodEndMs)
    violations.push(`G5: the row has another end of the period of ${known.id}.`);
  if (subscription && known && subscription.cancelAtMs !== known.cancelAtMs)
    violations.push(`G5: the row does not say when ${known.id} is to end.`);
  if (subscription && known && subscription.stripePriceId !== known.stripePriceId)
    violations.push(`G5: the row says ${known.id} is of ${subscription.stripePriceId}.`);
  const schedule = live && scheduleOf(sim, live.id);
  if (live && subscription?.scheduleId !== (schedule?.id ?? null))
    violations.push(`G5: the row has another schedule of ${live.id}.`);
  const planned = subscription?.scheduledChange?.stripePriceId;
  if (live && planned !== schedule?.next?.stripePriceId)
    violations.push(`G5: the row says that ${live.id} becomes ${planned}.`);
  const open = checkouts.find(({ status }) => status === "OPEN");
  if (open === undefined) return;
  const session = stripe.sessions.get(open.stripeSessionId ?? "cs_none");
  if (session && session.status !== "open")
    violations.push(`G5: ${open.id} is OPEN, its session is ${session.status}.`);
  if (
    subscription &&
    isLive(subscription.status) &&
    open.replacesSubscriptionId !== subscription.stripeSubscriptionId
  )
    violations.push(`G3: ${open.id} can be paid beside ${subscription.stripeSubscriptionId}.`);
}

/** G4: an address that changed while a customer was being made, and its answer on its way, was passed on. */
function checkEmail({ stripe, tables, violations }: Sim, accountId: AccountId): void {
  const { customer } = accountRow(tables, accountId);
  const found = customer && stripe.customers.get(customer.stripeCustomerId);
  if (!found || found.deleted) return;
  const known = (tables.emails.get(accountId) ?? []).slice(tables.knownAt.get(found.id));
  if (!known.includes(found.email))
    violations.push(`G4: ${found.id} has ${found.email}, which was changed before it was known.`);
}

/** G9: of the requests of one tab that were answered, the highest revision is the one that stayed. */
function checkLastChoice({ tables, violations }: Sim, cast: Cast, accountId: AccountId): void {
  const open = accountRow(tables, accountId).checkouts.find(({ status }) => status === "OPEN");
  if (!open) return;
  const answered = cast.shown
    .map(({ request }) => request)
    .filter((one) => one.accountId === accountId && one.attempt === open.attempt)
    .toSorted((a, b) => b.revision - a.revision);
  const [latest] = answered;
  if (!latest || latest.revision <= open.revision) return;
  const { priceId, code, replace } = open.choice;
  if (latest.priceId !== priceId || latest.code !== code || latest.replace !== replace)
    violations.push(`G9: ${open.attempt} chose r${latest.revision} last, ${open.id} stayed.`);
}
