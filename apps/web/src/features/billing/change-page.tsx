import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { failureOf, idem, trpc } from "../../app/idem.ts";
import { texts } from "../../texts/app.ts";
import { changeTexts as words } from "../../texts/billing-actions.ts";
import { Button, buttonLook } from "../../ui/button.tsx";
import { FailureText } from "../../ui/failure-text.tsx";
import { longDate } from "../../ui/long-date.ts";
import { money } from "../../ui/money.ts";
import { Notice } from "../../ui/notice.tsx";
import { PageHeading } from "../../ui/page-heading.tsx";
import { seatsParam } from "../checkout/checkout-search.ts";
import { ChangeCosts } from "./change-costs.tsx";
import { ChangeSeats } from "./change-seats.tsx";
import { ConfirmNotice } from "./confirm-notice.tsx";
import { OutcomeNotice } from "./outcome-notice.tsx";
import { type Preview, planText } from "./preview.ts";
import { useAction } from "./use-action.ts";
import { useCurrent } from "./use-current.ts";

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
  if (outcome?.is === "to_confirm") return <AtTheBank />;
  const isDone = outcome?.is === "done";
  const seats = isDone || preview.seats.most === 1 ? null : <ChangeSeats preview={preview} />;
  if (preview.isAlready && !isDone)
    return (
      <>
        {seats}
        <p role="status">{words.same}</p>
      </>
    );
  const isPriceNew = outcome?.is === "refused" && outcome.reason === "price_changed";
  return (
    <>
      {seats}
      {!isDone && <ChangeCosts preview={preview} />}
      <OutcomeNotice outcome={outcome} done={doneText(preview)} />
      <p className="flex flex-wrap gap-3">
        {isDone && <ToBilling look="main" />}
        {!isDone && isPriceNew && <Button onClick={refresh}>{words.refresh}</Button>}
        {!isDone && !isPriceNew && (
          <Button busy={isPending || isOutdated} onClick={press}>
            {buttonText(preview)}
          </Button>
        )}
        {!isDone && (
          <Link to="/billing" className={buttonLook("plain")}>
            {words.back}
          </Link>
        )}
      </p>
    </>
  );
}

/** The bank is asked on a page of its own; what comes of it shows here. */
function AtTheBank() {
  const { data } = useCurrent();
  return (
    <>
      {data?.subscription && <ConfirmNotice subscription={data.subscription} takesFocus />}
      <ToBilling look="quiet" />
    </>
  );
}

const ToBilling = ({ look }: { look: "main" | "quiet" }) => (
  <Link to="/billing" className={`${buttonLook(look)} self-start`}>
    {words.toBilling}
  </Link>
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
