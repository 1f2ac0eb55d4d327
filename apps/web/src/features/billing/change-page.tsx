import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type Answers, failureOf, idem, trpc } from "../../app/idem.ts";
import { texts } from "../../texts/app.ts";
import { changeTexts as words } from "../../texts/billing-actions.ts";
import { Button, buttonLook } from "../../ui/button.tsx";
import { longDate } from "../../ui/dates.ts";
import { FailureText } from "../../ui/failure-text.tsx";
import { money } from "../../ui/money.ts";
import { Notice } from "../../ui/notice.tsx";
import { PageHeading } from "../../ui/page-heading.tsx";
import { seatsParam } from "../checkout/checkout-search.ts";
import { SeatsField } from "../seats/seats-field.tsx";
import { OutcomeNotice } from "./outcome-notice.tsx";
import { priceText } from "./price-text.ts";
import { useAction } from "./use-action.ts";

type Preview = Extract<Answers["billing"]["previewChange"], { is: "previewed" }>;

/** What a change of plan costs and when it happens, before anything is pressed; then the one button. */
export function ChangePage() {
  const { price: priceId = "", seats } = useSearch({ strict: false });
  const preview = useQuery(
    trpc.billing.previewChange.queryOptions(
      { priceId, ...(seats ? { quantity: seats } : {}) },
      // Another number of seats keeps the last amounts on the screen until its own are there.
      { staleTime: 60_000, placeholderData: keepPreviousData },
    ),
  );
  return (
    <div className="flex max-w-2xl flex-col gap-8">
      <PageHeading title={words.title}>{words.title}</PageHeading>
      {preview.isPending && <div aria-hidden="true" className="h-56 rounded bg-sunken" />}
      {preview.isError && (
        <div role="alert" className="flex flex-col items-start gap-4">
          <FailureText failure={failureOf(preview.error)} />
          <Button look="plain" onClick={() => preview.refetch()}>
            {texts.retry}
          </Button>
        </div>
      )}
      {preview.data?.is === "refused" && (
        <Notice title={preview.data.message} tone="warn">
          <p className="flex flex-wrap gap-3">
            {preview.data.reason === "card_needed" && (
              <Link
                to="/checkout"
                search={{ price: priceId, ...seatsParam(seats), replace: true }}
                className={buttonLook()}
              >
                {words.toCheckout}
              </Link>
            )}
            <Link to="/billing" className={buttonLook("plain")}>
              {words.toBilling}
            </Link>
            <Link to="/plans" className={buttonLook("quiet")}>
              {words.toPlans}
            </Link>
          </p>
        </Notice>
      )}
      {preview.data?.is === "previewed" && (
        <Change
          key={preview.data.priceId}
          preview={preview.data}
          isOutdated={preview.isPlaceholderData}
          refresh={() => preview.refetch()}
        />
      )}
    </div>
  );
}

function Change({
  preview,
  isOutdated,
  refresh,
}: {
  preview: Preview;
  /** Another number of seats was asked about since. */
  isOutdated: boolean;
  refresh: () => void;
}) {
  const { priceId, subscriptionId, when, dueToday, prorationDate, quantity } = preview;
  const { press, isPending, outcome } = useAction((actionId) =>
    idem.billing.change.mutate({
      subscriptionId,
      actionId,
      priceId,
      quantity,
      shown: { when, dueToday, prorationDate },
    }),
  );
  const isDone = outcome?.is === "done";
  const seats = isDone || preview.seats.most === 1 ? null : <Seats preview={preview} />;
  if (preview.isAlready && !isDone)
    return (
      <>
        {seats}
        <p role="status">{words.same}</p>
      </>
    );
  return (
    <>
      {seats}
      {!isDone && <Costs preview={preview} />}
      <OutcomeNotice outcome={outcome} done={doneText(preview)} />
      <p className="flex flex-wrap gap-3">
        {isDone ? (
          <Link to="/billing" className={buttonLook()}>
            {words.toBilling}
          </Link>
        ) : (
          <>
            {outcome?.is === "refused" && outcome.reason === "price_changed" ? (
              <Button onClick={refresh}>{words.refresh}</Button>
            ) : (
              <Button busy={isPending || isOutdated} onClick={press}>
                {buttonText(preview)}
              </Button>
            )}
            <Link to="/billing" className={buttonLook("plain")}>
              {words.back}
            </Link>
          </>
        )}
      </p>
    </>
  );
}

/** The number of seats stands in the address, as the plan does. */
function Seats({ preview }: { preview: Preview }) {
  const navigate = useNavigate({ from: "/billing/change" });
  const { seats, quantity, unitAmount, currency, interval } = preview;
  return (
    <SeatsField
      seats={quantity}
      most={seats.most}
      each={priceText({ unitAmount, currency, interval })}
      onChange={(chosen) =>
        navigate({ search: (now) => ({ ...now, seats: chosen }), replace: true })
      }
    />
  );
}

function Costs({ preview }: { preview: Preview }) {
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

function buttonText({ when, at, dueToday, currency }: Preview): string {
  if (when === "renewal") return words.confirmLater(at === null ? "" : longDate(at));
  return dueToday > 0 ? words.confirmNow(money(dueToday, currency)) : words.confirmFree;
}

function doneText(preview: Preview): string {
  const { when, at } = preview;
  const plan = planText(preview);
  return when === "renewal" && at !== null ? words.planned(plan, longDate(at)) : words.done(plan);
}

/** "Team with 3 seats", or "Plus" where there are no seats. */
const planText = ({ planName, quantity, seats }: Preview): string =>
  seats.most === 1 ? planName : words.withSeats(planName, quantity);
