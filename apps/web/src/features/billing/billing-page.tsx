import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { failureOf, trpc } from "../../app/idem.ts";
import { texts } from "../../texts/app.ts";
import { billingTexts } from "../../texts/billing.ts";
import { Button, buttonLook } from "../../ui/button.tsx";
import { FailureText } from "../../ui/failure-text.tsx";
import { PageHeading } from "../../ui/page-heading.tsx";
import { CancelSection } from "./cancel-section.tsx";
import { CardButton } from "./card-button.tsx";
import { CodeSection } from "./code-section.tsx";
import { InvoiceTable } from "./invoice-table.tsx";
import { OpenCheckoutNotice } from "./open-checkout-notice.tsx";
import { OverdueNotice } from "./overdue-notice.tsx";
import { SubscriptionFacts } from "./subscription-facts.tsx";

/** What one has, what it costs next, and every document about it. */
export function BillingPage() {
  const current = useQuery(trpc.billing.current.queryOptions(undefined, { staleTime: 0 }));
  return (
    <div className="flex flex-col gap-10">
      <PageHeading title={billingTexts.title}>{billingTexts.title}</PageHeading>
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
              <OverdueNotice
                subscription={current.data.subscription}
                entitlement={current.data.entitlement}
              />
              <SubscriptionFacts
                subscription={current.data.subscription}
                email={current.data.customer?.email ?? null}
              />
              {current.data.subscription.isLive && (
                <CodeSection subscription={current.data.subscription} />
              )}
              <CancelSection subscription={current.data.subscription} />
            </>
          )}
        </>
      )}
      <InvoiceTable />
      {current.data?.customer != null && (
        <p>
          <CardButton purpose="everything" />
        </p>
      )}
    </div>
  );
}

const NoSubscription = () => (
  <section className="flex flex-col items-start gap-3">
    <h2 className="text-lg font-semibold">{billingTexts.none}</h2>
    <p className="text-muted">{billingTexts.noneBody}</p>
    <Link to="/plans" className={buttonLook()}>
      {billingTexts.choose}
    </Link>
  </section>
);
