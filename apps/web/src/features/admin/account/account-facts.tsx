import { accountPageTexts } from "../../../texts/admin/account-page.ts";
import { adminTexts } from "../../../texts/admin/admin.ts";
import { listTexts } from "../../../texts/admin/list.ts";
import { subscriptionStatusTexts } from "../../../texts/billing.ts";
import { shortDate } from "../../../ui/dates.ts";
import { money } from "../../../ui/money.ts";
import { Fact } from "../../billing/fact.tsx";
import { priceText } from "../../billing/price-text.ts";
import { Moment } from "../moment.tsx";
import type { Account } from "./account-page.tsx";

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
            {openCheckout.priceId}, {money(openCheckout.dueToday, openCheckout.currency)}
            {openCheckout.code === null ? "" : `, ${openCheckout.code}`}
          </Fact>
        )}
      </dl>
    </section>
  );
}

function SubscriptionFacts({ subscription }: { subscription: Subscription }) {
  const { currency, nextCharge, discount, card, openInvoice, scheduledChange } = subscription;
  const { cancelAt, endedAt, currentPeriodEnd } = subscription;
  const ends = endedAt ?? cancelAt;
  return (
    <>
      <Fact term={listTexts.status}>{subscriptionStatusTexts[subscription.status]}</Fact>
      {ends !== null && (
        <Fact term={words.ends}>
          <Moment at={ends} withTime />
        </Fact>
      )}
      <Fact term={words.nextCharge}>
        {nextCharge === null
          ? words.noCharge
          : `${money(nextCharge.amount, currency)}, ${shortDate(nextCharge.at)}`}
      </Fact>
      {currentPeriodEnd !== null && (
        <Fact term={words.paidUntil}>
          <Moment at={currentPeriodEnd} withTime />
        </Fact>
      )}
      {openInvoice !== null && (
        <Fact term={words.owed}>
          <span className="font-medium text-bad">{money(openInvoice.amountDue, currency)}</span>
        </Fact>
      )}
      {discount !== null && (
        <Fact term={words.discount}>
          {discount.code === null ? "" : `${discount.code}: `}
          {discount.off.is === "percent"
            ? `${discount.off.percent} %`
            : money(discount.off.amount, currency)}
          {discount.endsAt !== null && ` · ${shortDate(discount.endsAt)}`}
        </Fact>
      )}
      {scheduledChange !== null && (
        <Fact term={words.plannedChange}>
          {scheduledChange.isOurs
            ? `${scheduledChange.planName}, ${shortDate(scheduledChange.at)}`
            : adminTexts.sources.stripe}
        </Fact>
      )}
      <Fact term={words.card}>
        {card === null
          ? adminTexts.none
          : `${card.brand} ···· ${card.last4}, ${String(card.expMonth).padStart(2, "0")}/${card.expYear}`}
      </Fact>
    </>
  );
}
