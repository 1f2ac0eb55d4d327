import { useId, useState } from "react";
import { idem } from "../../../app/idem.ts";
import { adminTexts } from "../../../texts/admin.ts";
import { money } from "../../../ui/money.ts";
import { fieldLook } from "../look.ts";
import type { Account } from "./account-page.tsx";
import { ActionDialog } from "./action-dialog.tsx";
import { toMajor, toMinor } from "./amounts.ts";
import type { Payment } from "./payments.tsx";

const words = adminTexts.actions;

/** Pays back all of a payment, or a part of it. Two who press at the same moment have one refund between them. */
export function RefundAction({
  accountId,
  invoice,
  payment,
}: {
  accountId: Account["accountId"];
  invoice: Payment;
  payment: NonNullable<Payment["payment"]>;
}) {
  const id = useId();
  const { currency } = invoice;
  const { paymentIntentId, paid, refunded } = payment;
  const most = paid - refunded;
  const [text, setText] = useState(toMajor(most, currency));
  const amount = toMinor(text, currency);
  const isBad = amount === null || amount < 1 || amount > most;
  const left = money(most, currency);
  return (
    <ActionDialog
      label={adminTexts.account.refund}
      consequence={words.refundBody(left)}
      isIncomplete={isBad}
      run={({ actionId, reason }) =>
        idem.admin.customers.refund.mutate({
          ...{ accountId, actionId, reason, paymentIntentId },
          amount: amount ?? 0,
          refundedBefore: refunded,
        })
      }
    >
      <span className="flex flex-col gap-1.5">
        <label htmlFor={id} className="text-sm font-medium">
          {words.amount} ({currency.toUpperCase()})
        </label>
        <input
          id={id}
          inputMode="decimal"
          value={text}
          aria-invalid={isBad || undefined}
          aria-describedby={`${id}-said`}
          onChange={(event) => setText(event.target.value)}
          className={`${fieldLook} w-40`}
        />
        <span id={`${id}-said`} className="text-sm text-bad">
          {isBad ? words.amountBad(left) : ""}
        </span>
      </span>
    </ActionDialog>
  );
}
