import { type Answers, idem } from "../../app/idem.ts";
import { actionTexts as words } from "../../texts/billing-actions.ts";
import { Button, buttonLook } from "../../ui/button.tsx";
import { longDate } from "../../ui/long-date.ts";
import { money } from "../../ui/money.ts";
import { Notice } from "../../ui/notice.tsx";
import { CardButton } from "./card-button.tsx";
import { OutcomeNotice } from "./outcome-notice.tsx";
import type { Subscription } from "./subscription-facts.tsx";
import { useAction } from "./use-action.ts";

type Entitlement = Answers["billing"]["current"]["entitlement"];
type Overdue = { subscription: Subscription; entitlement: Entitlement };

/** A payment that failed, with everything that helps: another card, another try, or Stripe's own page. */
export function OverdueNotice({ subscription, entitlement }: Overdue) {
  const { stripeSubscriptionId: subscriptionId, currency, pendingChange } = subscription;
  // What a change waits for is not owed: nothing happens to whoever leaves it.
  const openInvoice = pendingChange === null ? subscription.openInvoice : null;
  const { press, isPending, outcome } = useAction((actionId) =>
    idem.billing.payInvoice.mutate({
      subscriptionId,
      actionId,
      invoiceId: openInvoice?.id ?? "in_none",
    }),
  );
  if (openInvoice === null) {
    if (outcome !== null) return <OutcomeNotice outcome={{ is: "done" }} done={words.paid} />;
    return subscription.status === "unpaid" ? <UnpaidNotice /> : null;
  }
  const amount = money(openInvoice.amountDue, currency);
  const wantsBank = outcome?.is === "to_confirm";
  return (
    <Notice title={words.overdueTitle} tone="bad">
      <p>{words.overdue(amount)}</p>
      <UntilWhen entitlement={entitlement} />
      <OutcomeNotice outcome={outcome} done={words.paid} />
      <p className="flex flex-wrap gap-3">
        <Button look={wantsBank ? "plain" : "main"} busy={isPending} onClick={press}>
          {words.payNow(amount)}
        </Button>
        <CardButton />
        {openInvoice.url !== null && !wantsBank && (
          <a
            href={openInvoice.url}
            target="_blank"
            rel="noreferrer"
            className={buttonLook("quiet")}
          >
            {words.payPage}
          </a>
        )}
      </p>
    </Notice>
  );
}

/** What became of what is owed is on Stripe's page: several invoices, some of them not asked for yet. */
const UnpaidNotice = () => (
  <Notice title={words.overdueTitle} tone="bad">
    <p>{words.switchedOff}</p>
    <p>
      <CardButton purpose="everything" />
    </p>
  </Notice>
);

function UntilWhen({ entitlement }: { entitlement: Entitlement }) {
  switch (entitlement.is) {
    case "entitled":
      return null;
    case "grace":
      return <p>{words.graceUntil(longDate(entitlement.until))}</p>;
    case "ended":
      return <p>{words.switchedOff}</p>;
  }
}
