import { idem } from "../../app/idem.ts";
import { actionTexts as words } from "../../texts/billing-actions.ts";
import { Button, buttonLook } from "../../ui/button.tsx";
import { money } from "../../ui/money.ts";
import { Notice } from "../../ui/notice.tsx";
import { CardButton } from "./card-button.tsx";
import { OutcomeNotice } from "./outcome-notice.tsx";
import type { Subscription } from "./subscription-facts.tsx";
import { useAction } from "./use-action.ts";

/** A payment that failed, with everything that helps: another card, another try, or Stripe's own page. */
export function OverdueNotice({ subscription }: { subscription: Subscription }) {
  const { openInvoice, stripeSubscriptionId: subscriptionId, currency } = subscription;
  const { press, isPending, outcome } = useAction((actionId) =>
    idem.billing.payInvoice.mutate({
      subscriptionId,
      actionId,
      invoiceId: openInvoice?.id ?? "in_none",
    }),
  );
  if (openInvoice === null)
    return outcome === null ? null : <OutcomeNotice outcome={outcome} done={words.paid} />;
  const amount = money(openInvoice.amountDue, currency);
  return (
    <Notice title={words.overdueTitle} tone="bad">
      <p>{words.overdue(amount)}</p>
      <p className="flex flex-wrap gap-3">
        <Button busy={isPending} onClick={press}>
          {words.payNow(amount)}
        </Button>
        <CardButton />
        {openInvoice.url !== null && (
          <a href={openInvoice.url} className={buttonLook("quiet")}>
            {words.payPage}
          </a>
        )}
      </p>
      <OutcomeNotice outcome={outcome} done={words.paid} />
    </Notice>
  );
}
