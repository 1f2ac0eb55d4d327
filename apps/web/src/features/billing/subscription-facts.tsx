import { Link } from "@tanstack/react-router";
import type { Answers } from "../../app/idem.ts";
import { billingTexts, subscriptionStatusTexts } from "../../texts/billing.ts";
import { actionTexts } from "../../texts/billing-actions.ts";
import { replaceTexts } from "../../texts/replace.ts";
import { buttonLook } from "../../ui/button.tsx";
import { relativeDate } from "../../ui/dates.ts";
import { longDate } from "../../ui/long-date.ts";
import { money } from "../../ui/money.ts";
import { CardFact } from "./card-fact.tsx";
import { EmailFact } from "./email-fact.tsx";
import { Fact } from "./fact.tsx";
import { PlannedChange } from "./planned-change.tsx";
import { priceText } from "./price-text.ts";
import { SeatsFact } from "./seats-fact.tsx";

export type Subscription = NonNullable<Answers["billing"]["current"]["subscription"]>;

const words = billingTexts;

/** The subscription as a list of facts, each in words: nothing is said by colour alone. */
export function SubscriptionFacts({
  subscription,
  contact,
}: {
  subscription: Subscription;
  contact: Answers["billing"]["current"]["contact"];
}) {
  const { currency, nextCharge, discount } = subscription;
  return (
    <section aria-labelledby="plan" className="flex flex-col gap-6">
      <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-4">
        <h2 id="plan" className="text-xl font-semibold">
          {subscription.planName ?? replaceTexts.currentUnnamed}
          <span className="block text-base font-normal tracking-normal text-muted">
            {priceText(subscription)}
          </span>
        </h2>
        <Link
          to="/plans"
          search={{
            currency,
            ...(isInterval(subscription.interval) ? { interval: subscription.interval } : {}),
          }}
          className={buttonLook(subscription.isLive ? "plain" : "main")}
        >
          {subscription.isLive ? words.change : words.choose}
        </Link>
      </div>
      <dl className="border-t border-line">
        <Fact term={words.status}>
          {subscriptionStatusTexts[subscription.status]}
          <Ending subscription={subscription} />
        </Fact>
        <SeatsFact subscription={subscription} />
        {subscription.isLive && (
          <Fact term={words.nextCharge}>
            {nextCharge === null || nextCharge.amount === 0 ? (
              words.noCharge
            ) : (
              <>
                {words.on(money(nextCharge.amount, currency), longDate(nextCharge.at))}{" "}
                <span className="text-muted">{relativeDate(nextCharge.at, Date.now())}</span>
              </>
            )}
          </Fact>
        )}
        <PlannedChange subscription={subscription} />
        {discount !== null && <Fact term={words.discount}>{discountText(discount, currency)}</Fact>}
        {subscription.isLive && (
          <Fact term={actionTexts.card}>
            <CardFact subscription={subscription} />
          </Fact>
        )}
        <EmailFact email={contact.email} isConfirmed={contact.isConfirmed} />
      </dl>
    </section>
  );
}

function Ending({ subscription }: { subscription: Subscription }) {
  const { cancelAt, endedAt, trialEnd, status } = subscription;
  const text =
    endedAt !== null
      ? words.endedOn(longDate(endedAt))
      : cancelAt !== null
        ? words.endsOn(longDate(cancelAt))
        : status === "trialing" && trialEnd !== null
          ? words.trialUntil(longDate(trialEnd))
          : null;
  return text === null ? null : <span className="block text-muted">{text}</span>;
}

function discountText(discount: NonNullable<Subscription["discount"]>, currency: string): string {
  const { off } = discount;
  const size = off.is === "percent" ? `${off.percent}%` : money(off.amount, currency);
  const named = discount.code === null ? `${size} off` : `${discount.code}, ${size} off`;
  return discount.endsAt === null
    ? words.discountForever(named)
    : words.discountUntil(named, longDate(discount.endsAt));
}

const isInterval = (text: string): text is "month" | "year" => text === "month" || text === "year";
