import { Link } from "@tanstack/react-router";
import { returnTexts } from "../../texts/return.ts";
import { buttonLook } from "../../ui/button.tsx";
import { longDate } from "../../ui/long-date.ts";
import { money } from "../../ui/money.ts";
import { PageHeading } from "../../ui/page-heading.tsx";
import { seatsParam } from "./checkout-search.ts";
import type { StatusAnswer } from "./return-view.ts";

const words = returnTexts;

/** The outcome in words, and the one thing that helps next. Plan and code go with everyone who goes back. */
export function ReturnAnswer({ answer }: { answer: StatusAnswer }) {
  const title = titleOf(answer);
  return (
    <div className="flex flex-col items-start gap-4">
      <PageHeading title={title} alwaysFocus>
        {title}
      </PageHeading>
      {answer.message !== "" && (
        <p role="status" className="text-lg text-muted">
          {answer.message}
        </p>
      )}
      <Next answer={answer} />
    </div>
  );
}

function titleOf(answer: StatusAnswer): string {
  if (answer.is !== "active") return words[answer.is];
  const plan = answer.subscription.planName;
  return plan === null ? words.activePlain : words.active(plan);
}

function Next({ answer }: { answer: StatusAnswer }) {
  switch (answer.is) {
    case "active":
      return <Active answer={answer} />;
    case "action_required":
      return answer.url === null ? (
        <ToBilling />
      ) : (
        <a href={answer.url} className={buttonLook()}>
          {words.confirm}
        </a>
      );
    case "open":
      return <ToCheckout answer={answer} label={words.toCheckout} />;
    case "failed":
      return <ToCheckout answer={answer} label={words.retryPayment} />;
    case "expired":
      return <ToCheckout answer={answer} label={words.again} />;
    case "processing":
      return <ToBilling />;
    case "unknown":
      return (
        <Link to="/plans" className={buttonLook("plain")}>
          {words.plans}
        </Link>
      );
  }
}

function Active({ answer }: { answer: Extract<StatusAnswer, { is: "active" }> }) {
  const { nextCharge, currency } = answer.subscription;
  return (
    <>
      {nextCharge !== null && nextCharge.amount > 0 && (
        <p>{words.nextCharge(money(nextCharge.amount, currency), longDate(nextCharge.at))}</p>
      )}
      <p className="mt-2 flex flex-wrap gap-3">
        <ToBilling />
        {answer.receiptUrl !== null && (
          <a
            href={answer.receiptUrl}
            target="_blank"
            rel="noreferrer"
            className={buttonLook("plain")}
          >
            {words.receipt}
          </a>
        )}
      </p>
    </>
  );
}

const ToBilling = () => (
  <Link to="/billing" className={buttonLook()}>
    {words.toBilling}
  </Link>
);

type Recap = { priceId: string; quantity: number; code: string | null };

const ToCheckout = ({ answer, label }: { answer: Recap; label: string }) => (
  <Link
    to="/checkout"
    search={{
      price: answer.priceId,
      ...(answer.code === null ? {} : { promo: answer.code }),
      ...seatsParam(answer.quantity),
    }}
    className={buttonLook()}
  >
    {label}
  </Link>
);
