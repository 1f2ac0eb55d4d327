import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Answers } from "../../app/idem.ts";
import { billingTexts, subscriptionStatusTexts } from "../../texts/billing.ts";
import { replaceTexts } from "../../texts/checkout.ts";
import { buttonLook } from "../../ui/button.tsx";
import { longDate, relativeDate } from "../../ui/dates.ts";
import { money } from "../../ui/money.ts";

type Subscription = NonNullable<Answers["billing"]["current"]["subscription"]>;

const words = billingTexts;

/** The subscription as a list of facts, each in words: nothing is said by colour alone. */
export function SubscriptionFacts({
  subscription,
  email,
}: {
  subscription: Subscription;
  email: string | null;
}) {
  const { currency, nextCharge, discount } = subscription;
  return (
    <section aria-labelledby="plan" className="flex flex-col gap-6">
      <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-4">
        <h2 id="plan" className="text-xl font-semibold">
          {subscription.planName ?? replaceTexts.currentUnnamed}
          <span className="block text-base font-normal tracking-normal text-muted">
            {priceOf(subscription)}
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
        {subscription.isLive && (
          <Fact term={words.nextCharge}>
            {nextCharge === null ? (
              words.noCharge
            ) : (
              <>
                {words.on(money(nextCharge.amount, currency), longDate(nextCharge.at))}{" "}
                <span className="text-muted">{relativeDate(nextCharge.at, Date.now())}</span>
              </>
            )}
          </Fact>
        )}
        {discount !== null && <Fact term={words.discount}>{discountText(discount, currency)}</Fact>}
        {email !== null && <Fact term={words.billedTo}>{email}</Fact>}
      </dl>
    </section>
  );
}

const Fact = ({ term, children }: { term: string; children: ReactNode }) => (
  <div className="grid gap-x-6 gap-y-0.5 border-b border-line py-3.5 sm:grid-cols-[12rem_1fr]">
    <dt className="text-muted">{term}</dt>
    <dd>{children}</dd>
  </div>
);

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

const priceOf = ({ unitAmount, currency, interval }: Subscription): string =>
  `${money(unitAmount, currency)} a ${interval}`;

const isInterval = (text: string): text is "month" | "year" => text === "month" || text === "year";
