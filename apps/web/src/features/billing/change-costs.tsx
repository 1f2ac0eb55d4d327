import { changeTexts as words } from "../../texts/billing-actions.ts";
import { longDate } from "../../ui/long-date.ts";
import { money } from "../../ui/money.ts";
import { type Preview, planText } from "./preview.ts";
import { priceText } from "./price-text.ts";

/** What a change costs today and from then on. */
export function ChangeCosts({ preview }: { preview: Preview }) {
  const { when, at, currency, credit, charge, dueToday } = preview;
  const planName = planText(preview);
  const renewal = priceText({ ...preview, unitAmount: preview.recurring, quantity: 1 });
  if (when === "renewal")
    return (
      <div className="flex flex-col gap-3">
        <p className="text-lg">{words.to(planName, renewal)}</p>
        {at !== null && <p className="text-muted">{words.laterNote(longDate(at))}</p>}
        {at !== null && <p>{words.thenFrom(renewal, longDate(at))}</p>}
      </div>
    );
  const left = credit - charge;
  return (
    <div className="flex flex-col gap-5">
      <p className="text-lg">{words.to(planName, renewal)}</p>
      <dl className="border-t border-line">
        {credit > 0 && <Amount term={words.credit} amount={money(-credit, currency)} />}
        {charge > 0 && <Amount term={words.charge} amount={money(charge, currency)} />}
        <Amount term={words.dueToday} amount={money(dueToday, currency)} isTotal />
      </dl>
      {left > 0 && <p>{words.creditLeft(money(left, currency))}</p>}
      <p className="text-muted">{dueToday > 0 ? words.nowNote : words.nowForNothing}</p>
      <p>{words.renewal(renewal)}</p>
    </div>
  );
}

const Amount = ({
  term,
  amount,
  isTotal = false,
}: {
  term: string;
  amount: string;
  isTotal?: boolean;
}) => (
  <div
    className={`flex justify-between gap-6 border-b border-line py-3 tabular-nums ${isTotal ? "font-semibold" : ""}`}
  >
    <dt className={isTotal ? "" : "text-muted"}>{term}</dt>
    <dd>{amount}</dd>
  </div>
);
