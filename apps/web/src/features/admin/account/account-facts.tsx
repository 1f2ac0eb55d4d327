import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { trpc } from "../../../app/idem.ts";
import { accountPageTexts } from "../../../texts/admin/account-page.ts";
import { adminTexts } from "../../../texts/admin/admin.ts";
import { listTexts } from "../../../texts/admin/list.ts";
import { subscriptionStatusTexts } from "../../../texts/billing.ts";
import { capital } from "../../../ui/capital.ts";
import { relativeDate, shortDate } from "../../../ui/dates.ts";
import { money } from "../../../ui/money.ts";
import { cardExpiry } from "../../billing/card-standing.ts";
import { CardWarning } from "../../billing/card-warning.tsx";
import { Fact } from "../../billing/fact.tsx";
import { priceText } from "../../billing/price-text.ts";
import { CopiedId } from "../copied-id.tsx";
import { Moment } from "../moment.tsx";
import type { Account } from "./account-page.tsx";
import { LookedAt } from "./looked-at.tsx";

const words = accountPageTexts;
type Subscription = NonNullable<Account["subscription"]>;

/** Where the account stands, from our own rows. */
export function AccountFacts({ account }: { account: Account }) {
  const { subscription, openCheckout } = account;
  return (
    <section aria-labelledby="facts" className="flex flex-col gap-4">
      <h2 id="facts" className="text-xl font-semibold">
        {subscription === null ? words.noSubscription : (subscription.planName ?? words.facts)}
        {subscription !== null && (
          <span className="block text-base font-normal tracking-normal text-muted">
            {priceText(subscription)}
          </span>
        )}
      </h2>
      <dl className="border-t border-line text-sm">
        {subscription !== null && <SubscriptionFacts subscription={subscription} />}
        {openCheckout !== null && (
          <Fact term={words.checkout}>
            <PriceName priceId={openCheckout.priceId} />,{" "}
            {money(openCheckout.dueToday, openCheckout.currency)}
            {openCheckout.code === null ? "" : `, ${openCheckout.code}`}
          </Fact>
        )}
      </dl>
      <LookedAt at={account.lookedAt} />
    </section>
  );
}

/** What is on sale under a price; its id where it is not sold any more. */
function PriceName({ priceId }: { priceId: string }) {
  const { data: plans = [] } = useQuery(trpc.catalog.plans.queryOptions());
  for (const { name, prices } of plans) {
    const price = prices.find(({ id }) => id === priceId);
    if (price !== undefined) return `${name}, ${priceText({ ...price, quantity: 1 })}`;
  }
  return priceId;
}

function SubscriptionFacts({ subscription }: { subscription: Subscription }) {
  const { currency, discount, card, openInvoice, scheduledChange, pendingChange } = subscription;
  const { status, cancelAt, endedAt, trialEnd, currentPeriodStart, currentPeriodEnd } =
    subscription;
  const ends = endedAt ?? cancelAt;
  return (
    <>
      <Fact term={listTexts.status}>
        {subscriptionStatusTexts[status]}
        {status === "trialing" && trialEnd !== null && (
          <Small>{words.trialUntil(shortDate(trialEnd))}</Small>
        )}
      </Fact>
      {ends !== null && (
        <Fact term={endedAt === null ? words.ends : words.ended}>
          <Moment at={ends} withTime />
        </Fact>
      )}
      <Fact term={words.nextInvoice}>
        <NextInvoice subscription={subscription} />
      </Fact>
      {currentPeriodEnd !== null && (
        <Fact term={words.period}>
          {currentPeriodStart === null
            ? shortDate(currentPeriodEnd)
            : words.periodFrom(shortDate(currentPeriodStart), shortDate(currentPeriodEnd))}
        </Fact>
      )}
      {openInvoice !== null && (
        <Fact term={words.owed}>
          <span className="font-medium text-bad">{money(openInvoice.amountDue, currency)}</span>{" "}
          <CopiedId what={words.owedInvoice} id={openInvoice.id} />
        </Fact>
      )}
      {discount !== null && <Fact term={words.discount}>{discountText(discount, currency)}</Fact>}
      {scheduledChange !== null && (
        <Fact term={words.plannedChange}>
          {scheduledChange.isOurs
            ? `${scheduledChange.planName}, ${priceText({ ...scheduledChange, currency })}, ${shortDate(scheduledChange.at)}`
            : adminTexts.sources.stripe}
        </Fact>
      )}
      {pendingChange !== null && (
        <Fact term={words.waitsForBank}>
          {pendingChange.expiresAt === null
            ? pendingChange.planName
            : words.waitsUntil(pendingChange.planName, shortDate(pendingChange.expiresAt))}
        </Fact>
      )}
      <Fact term={words.card}>
        {card === null
          ? adminTexts.none
          : words.cardLine(capital(card.brand), card.last4, cardExpiry(card))}
        {/* One of a subscription that has ended meets no charge. */}
        {subscription.isLive && <CardWarning subscription={subscription} words={words} />}
      </Fact>
    </>
  );
}

/** What the next renewal is expected to cost, when, and what that is made of. */
function NextInvoice({ subscription }: { subscription: Subscription }) {
  const { nextCharge, scheduledChange, currency } = subscription;
  if (nextCharge === null) return words.noCharge;
  const sold = scheduledChange?.isOurs === true ? scheduledChange : subscription;
  const less = sold.unitAmount * sold.quantity - nextCharge.amount;
  const price = priceText({ ...sold, currency });
  return (
    <>
      {words.nextOn(money(nextCharge.amount, currency), shortDate(nextCharge.at))}
      <Small>
        {sold.planName === null ? price : words.nextMade(sold.planName, price)}
        {less > 0 && `, ${words.nextLess(money(less, currency))}`}
      </Small>
    </>
  );
}

function discountText(
  { code, off, endsAt }: NonNullable<Subscription["discount"]>,
  currency: string,
): string {
  const size = off.is === "percent" ? `${off.percent} %` : money(off.amount, currency);
  const named = code === null ? size : `${code}: ${size}`;
  return endsAt === null
    ? words.discountForever(named)
    : words.discountUntil(named, shortDate(endsAt), relativeDate(endsAt, Date.now()));
}

const Small = ({ children }: { children: ReactNode }) => (
  <span className="block text-muted">{children}</span>
);
