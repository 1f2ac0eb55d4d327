import type { Quote } from "@idem/domain";
import { type ReactNode, useState } from "react";
import { checkoutTexts } from "../../texts/checkout.ts";
import { Disclosure, DisclosureArrow } from "../../ui/disclosure.tsx";
import { money } from "../../ui/money.ts";
import { laterPhrase, per } from "./quote-sentence.ts";

type Props = { quote: Quote | null; isChecking: boolean };

/** The order, always in view: a column on wide screens, on phones a disclosure whose line carries the total. */
export function OrderSummary({ quote, isChecking }: Props) {
  const [isOpen, setOpen] = useState(false);
  const total = quote === null ? "" : money(quote.dueToday, quote.currency);
  return (
    <>
      <div className="border-y border-line lg:hidden">
        <Disclosure
          isOpen={isOpen}
          onToggle={setOpen}
          look="flex min-h-14 w-full items-center justify-between gap-4"
          summary={
            <>
              <span className="flex items-center gap-2 font-medium">
                <DisclosureArrow />
                {checkoutTexts.summary}
              </span>
              <span className={`text-lg font-semibold ${isChecking ? "text-muted" : ""}`}>
                {total}
              </span>
            </>
          }
        >
          <div className="pb-5">
            <Lines quote={quote} isChecking={isChecking} />
          </div>
        </Disclosure>
      </div>
      <section aria-label={checkoutTexts.summary} className="hidden lg:block">
        <h2 className="mb-5 text-sm font-medium text-muted">{checkoutTexts.summary}</h2>
        <Lines quote={quote} isChecking={isChecking} />
      </section>
    </>
  );
}

/** Amounts of the last answer stay, muted, while the next one is on its way: never a flash to the full price. */
function Lines({ quote, isChecking }: Props) {
  if (quote === null) return <div aria-hidden="true" className="h-40 rounded bg-sunken" />;
  const { currency } = quote;
  return (
    <dl className={`flex flex-col gap-3 transition-colors ${isChecking ? "text-muted" : ""}`}>
      {quote.lines.map((line) => (
        <Line
          key={line.description}
          term={
            <>
              <span className="font-medium">{line.description}</span>
              <span className="block text-sm text-muted">{ratePhrase(quote)}</span>
            </>
          }
        >
          {quote.trial === null
            ? money(line.amount, currency)
            : checkoutTexts.trialDays(quote.trial.days)}
        </Line>
      ))}
      {quote.code.is === "applied" && quote.trial === null && (
        <Line term={checkoutTexts.discount(quote.code.code)}>
          <span className="text-accent">−{money(quote.discount, currency)}</span>
        </Line>
      )}
      <Line
        look="mt-2 border-t border-line pt-4"
        term={
          <>
            <span className="font-semibold">{checkoutTexts.dueToday}</span>
            <span className="block text-sm text-muted">
              {checkoutTexts.thenRenewal(laterPhrase(quote))}
            </span>
          </>
        }
      >
        <span className="text-xl font-semibold tracking-tight">
          {money(quote.dueToday, currency)}
        </span>
      </Line>
    </dl>
  );
}

/** "$20.00 a month", or with seats "3 × $12.00 a month". */
function ratePhrase({ quantity, unitAmount, currency, interval }: Quote): string {
  const each = `${money(unitAmount, currency)} ${per[interval]}`;
  return quantity > 1 ? checkoutTexts.seatPrice(quantity, each) : each;
}

const Line = ({
  term,
  look = "",
  children,
}: {
  term: ReactNode;
  look?: string;
  children: ReactNode;
}) => (
  <div className={`flex items-baseline justify-between gap-6 ${look}`}>
    <dt>{term}</dt>
    <dd className="text-right">{children}</dd>
  </div>
);
