import {
  type AccountId,
  type Actor,
  decideSync,
  type EffectIntent,
  openCheckout,
  planTarget,
  type SubscriptionTruth,
  type SyncAnswer,
  type Truth,
} from "@idem/domain";
import { once } from "./once.ts";
import type { StripeSubscription } from "./ports/gateway.ts";
import type { AccountSnapshot, Ports } from "./ports/ports.ts";
import { goesTo } from "./ports/systems.ts";
import { shareNext } from "./share-next.ts";
import { whyNotExpired } from "./why-not-expired.ts";

/**
 * The one answer to every doorbell — webhook, return page, sweeper, support: fetch what Stripe says, write it if nobody
 * wrote meanwhile, else fetch again (G5). No lock is held while Stripe is asked. Bells that ring together on one node
 * share a look that begins after the last of them.
 * Throws `ProviderUnavailable` when Stripe does not answer, so that an event is not done before its work is.
 */
export async function syncAccount(ports: Ports, accountId: AccountId, actor: Actor): Promise<void> {
  const share = looks.get(ports) ?? shareNext();
  looks.set(ports, share);
  const seen: Synced[] = [];
  await share(accountId, async () => {
    const answer = await look(ports, accountId, actor);
    if (answer !== null) seen.push(answer);
  });
  // Whoever looked carries out what the look has ordered; the others need not wait for it.
  for (const answer of seen) {
    await finish(ports, { accountId, actor, answer });
    // Whether the first payment went through is known to Stripe alone.
    if (answer.effects.some(isEndOfTrial)) await look(ports, accountId, actor);
  }
}

const isEndOfTrial = (effect: EffectIntent): boolean =>
  effect.kind === "subscription.update" && effect.change.is === "end_trial";

/** Each node's looks that are under way: kept by its ports, and gone with them. */
const looks = new WeakMap<Ports, ReturnType<typeof shareNext>>();

type Synced = Extract<SyncAnswer, { is: "synced" }>;

/**
 * Fetches and writes, or finds that others have. Whoever writes second after the bell began to fetch after the first had
 * written, so after the bell rang: that truth is as new as ours would be, and the bell is answered. So nobody fetches
 * more than twice, however many look at the same account.
 */
async function look(ports: Ports, accountId: AccountId, actor: Actor): Promise<Synced | null> {
  const snapshot = await ports.store.account(accountId);
  const first = await lookOnce(ports, snapshot, actor);
  if (first?.is !== "stale" || first.version >= snapshot.account.syncVersion + 2)
    return onlySynced(first);
  return onlySynced(await lookOnce(ports, await ports.store.account(accountId), actor));
}

/** `null`: Stripe knows nothing of this account. */
async function lookOnce(
  ports: Ports,
  snapshot: AccountSnapshot,
  actor: Actor,
): Promise<SyncAnswer | null> {
  // A subscription's row outlives the customer's: who was deleted at Stripe has taken it along.
  if (snapshot.customer === null && snapshot.subscription === null) return null;
  const { id: accountId, syncVersion } = snapshot.account;
  const truth = await fetchTruth(ports, snapshot);
  const focus = { accountId, actor, cards: cardsOnTrial(truth, snapshot) };
  return ports.transition(focus, (state) => decideSync(state, truth, syncVersion));
}

/** The cards of trials that are not yet known to be the account's: usually none, and nobody asks. */
export const cardsOnTrial = (
  { subscriptions }: Pick<Truth, "subscriptions">,
  { trial: known }: Pick<AccountSnapshot, "trial">,
): string[] =>
  subscriptions.flatMap(({ status, stripeSubscriptionId, cardFingerprint: card }) =>
    status !== "trialing" || stripeSubscriptionId === known?.stripeSubscriptionId || card === null
      ? []
      : [card],
  );

const onlySynced = (answer: SyncAnswer | null): Synced | null =>
  answer?.is === "synced" ? answer : null;

/**
 * The session first, then the subscriptions: a session that is complete has its subscription in a list read after it.
 * The other way round, a payment in between would close the checkout without its subscription, and leave room to pay
 * once more.
 */
export async function fetchTruth(ports: Ports, snapshot: AccountSnapshot): Promise<Truth> {
  const open = openCheckout(snapshot);
  const openSession = open?.stripeSessionId
    ? await ports.gateway.session(open.stripeSessionId)
    : null;
  const subscriptions = await fetchSubscriptions(ports, snapshot);
  const invoices = await fetchInvoices(ports, snapshot, subscriptions);
  const named = await Promise.all(subscriptions.map((one) => nameOf(ports, one)));
  return { subscriptions: named, openSession, ...invoices };
}

/**
 * Only where the latest invoice is another than the one our row has seen: Stripe names the latest alone, and there may
 * have been others between, if nobody looked for that long. Each renewal costs this read once.
 */
async function fetchInvoices(
  { gateway }: Ports,
  { subscription }: AccountSnapshot,
  fetched: readonly StripeSubscription[],
): Promise<Pick<Truth, "invoices">> {
  const seen = subscription?.latestInvoice ?? null;
  if (subscription === null || seen === null) return {};
  const { stripeSubscriptionId: ownId } = subscription;
  const own = fetched.find((one) => one.stripeSubscriptionId === ownId);
  if (own?.latestInvoice == null || own.latestInvoice.id === seen.id) return {};
  return { invoices: await gateway.invoicesSince(ownId, seen.id) };
}

/** Ours is asked for by id where the list lacks it: the customer it belonged to may have been deleted at Stripe. */
async function fetchSubscriptions(
  { gateway }: Ports,
  { customer, subscription }: AccountSnapshot,
): Promise<StripeSubscription[]> {
  const listed = customer ? await gateway.subscriptions(customer.stripeCustomerId) : [];
  const ownId = subscription?.stripeSubscriptionId;
  if (ownId === undefined || listed.some((one) => one.stripeSubscriptionId === ownId))
    return listed;
  const own = await gateway.subscription(ownId);
  return own === null ? listed : [...listed, own];
}

/** Stripe knows prices by its own id; people know plans. */
export async function nameOf(
  { catalogue }: Pick<Ports, "catalogue">,
  { scheduledPhase, pendingPhase, ...subscription }: StripeSubscription,
): Promise<SubscriptionTruth> {
  const [price, nextPrice, pendingPrice] = await Promise.all([
    catalogue.priceByStripeId(subscription.stripePriceId),
    scheduledPhase && catalogue.priceByStripeId(scheduledPhase.stripePriceId),
    pendingPhase && catalogue.priceByStripeId(pendingPhase.stripePriceId),
  ]);
  return {
    ...subscription,
    scheduledChange:
      scheduledPhase && nextPrice
        ? { ...planTarget(nextPrice, scheduledPhase.quantity), atMs: scheduledPhase.atMs }
        : null,
    pendingChange:
      pendingPhase && pendingPrice
        ? {
            ...planTarget(pendingPrice, pendingPhase.quantity),
            expiresAtMs: pendingPhase.expiresAtMs,
          }
        : null,
    planKey: price?.planKey ?? null,
    planName: price?.planName ?? null,
    priceId: price?.id ?? null,
  };
}

type Finishing = { accountId: AccountId; actor: Actor; answer: Synced };

/**
 * The effects are recorded; what is not carried out here, the sweeper carries out. E-mails are always left to it: nobody
 * waits for them, and a mail server that is slow or down must not hold up what is about money.
 */
async function finish(ports: Ports, { accountId, actor, answer }: Finishing): Promise<void> {
  const { replaced } = answer;
  const effects = answer.effects.filter((effect) => !goesTo("mail", effect));
  if (replaced) {
    const { from, to } = replaced;
    const kind = from.status === "canceled" ? "inactive" : from.status;
    ports.log.info(
      { accountId, from: from.stripeSubscriptionId, to: to.stripeSubscriptionId },
      `Replacing ${kind} subscription ${from.stripeSubscriptionId} (${from.planName}) of ${accountId} with ${to.planName}`,
    );
  }
  const results = await Promise.all(effects.map((effect) => once(ports, effect, actor)));
  for (const [index, { outcome }] of results.entries()) {
    const effect = effects[index];
    if (outcome?.is !== "refused") continue;
    ports.log.warn({ accountId, effect, outcome }, "Stripe refused an effect");
    if (effect?.kind === "session.expire") await whyNotExpired(ports, effect, actor);
  }
}
