import { useState } from "react";
import { actionTexts as words } from "../../texts/billing-actions.ts";
import { longMoment } from "../../ui/dates.ts";
import { money } from "../../ui/money.ts";
import { Notice } from "../../ui/notice.tsx";
import { ConfirmLink } from "./confirm-link.tsx";
import { Said } from "./said.tsx";
import type { Subscription } from "./subscription-facts.tsx";

/** A change that waits for the customer's bank; and, once it waits no more, what came of it. */
export function ConfirmNotice({
  subscription,
  takesFocus = false,
}: {
  subscription: Subscription;
  takesFocus?: boolean;
}) {
  const { pendingChange, openInvoice, currency, priceId } = subscription;
  const [waitedFor, setWaitedFor] = useState(pendingChange);
  if (pendingChange !== null && pendingChange.priceId !== waitedFor?.priceId)
    setWaitedFor(pendingChange);
  if (pendingChange === null)
    return (
      waitedFor && (
        <Said>
          {priceId === waitedFor.priceId
            ? words.confirmed(waitedFor.planName)
            : words.confirmLapsed}
        </Said>
      )
    );
  const { planName, expiresAt } = pendingChange;
  return (
    <Notice title={words.confirmTitle} tone="warn" takesFocus={takesFocus}>
      <p>
        {words.confirmChange(planName, money(openInvoice?.amountDue ?? 0, currency))}{" "}
        {expiresAt !== null && words.confirmUntil(longMoment(expiresAt))}
      </p>
      <div className="flex flex-col items-start gap-2">
        <ConfirmLink url={openInvoice?.url ?? null} />
      </div>
    </Notice>
  );
}
