import { Link } from "@tanstack/react-router";
import { failureOf } from "../../app/idem.ts";
import { texts } from "../../texts/app.ts";
import { billingTexts } from "../../texts/billing.ts";
import { Button, buttonLook } from "../../ui/button.tsx";
import { FailureText } from "../../ui/failure-text.tsx";
import { PageHeading } from "../../ui/page-heading.tsx";
import { AsOfNote } from "./as-of-note.tsx";
import { BackFromStripe } from "./back-from-stripe.tsx";
import { CancelSection } from "./cancel-section.tsx";
import { CardButton } from "./card-button.tsx";
import { CodeSection } from "./code-section.tsx";
import { ConfirmNotice } from "./confirm-notice.tsx";
import { InvoiceTable } from "./invoice-table.tsx";
import { OpenCheckoutNotice } from "./open-checkout-notice.tsx";
import { OverdueNotice } from "./overdue-notice.tsx";
import { type Subscription, SubscriptionFacts } from "./subscription-facts.tsx";
import { useCurrent } from "./use-current.ts";

/** What one has, what it costs next, and every document about it. */
export function BillingPage() {
  const current = useCurrent();
  return (
    <div className="flex flex-col gap-10">
      <div className="flex flex-col gap-4">
        <PageHeading title={billingTexts.title}>{billingTexts.title}</PageHeading>
        <AsOfNote lookedAt={current.data?.lookedAt ?? null} />
        <BackFromStripe isOverdue={current.data ? isOverdue(current.data.subscription) : null} />
      </div>
      {current.isPending && <div aria-hidden="true" className="h-56 rounded bg-sunken" />}
      {current.isError && (
        <div role="alert" className="flex flex-col items-start gap-4">
          <FailureText failure={failureOf(current.error)} />
          <Button look="plain" onClick={() => current.refetch()}>
            {texts.retry}
          </Button>
        </div>
      )}
      {current.data && (
        <>
          {current.data.openCheckout !== null && (
            <OpenCheckoutNotice
              open={current.data.openCheckout}
              isReplacement={current.data.subscription?.isLive === true}
            />
          )}
          {current.data.subscription === null ? (
            <NoSubscription />
          ) : (
            <>
              <ConfirmNotice subscription={current.data.subscription} />
              <OverdueNotice
                subscription={current.data.subscription}
                entitlement={current.data.entitlement}
              />
              <SubscriptionFacts
                subscription={current.data.subscription}
                contact={current.data.contact}
              />
              <div className="flex flex-col gap-3">
                {current.data.subscription.isLive && (
                  <CodeSection subscription={current.data.subscription} />
                )}
                <CancelSection subscription={current.data.subscription} />
              </div>
            </>
          )}
        </>
      )}
      <InvoiceTable />
      {current.data?.customer != null && (
        <p>
          <CardButton purpose="everything" look="quiet" />
        </p>
      )}
    </div>
  );
}

const isOverdue = (subscription: Subscription | null): boolean =>
  subscription !== null && subscription.openInvoice !== null && !subscription.pendingChange;

const NoSubscription = () => (
  <section className="flex flex-col items-start gap-3">
    <h2 className="text-lg font-semibold">{billingTexts.none}</h2>
    <p className="text-muted">{billingTexts.noneBody}</p>
    <Link to="/plans" className={buttonLook()}>
      {billingTexts.choose}
    </Link>
  </section>
);
