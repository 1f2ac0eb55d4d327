import { useState } from "react";
import { idem } from "../../../app/idem.ts";
import { accountPageTexts } from "../../../texts/admin/account-page.ts";
import { actionsTexts } from "../../../texts/admin/actions.ts";
import { money } from "../../../ui/money.ts";
import { Labelled } from "../labelled.tsx";
import { fieldLook } from "../look.ts";
import type { Account } from "./account-page.tsx";
import { ActionDialog } from "./action-dialog.tsx";
import { toMajor, toMinor } from "./amounts.ts";
import type { Payment } from "./payments.tsx";

const words = actionsTexts;

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
  const { currency } = invoice;
  const { paymentIntentId, paid, refunded } = payment;
  const [typed, setTyped] = useState<string | null>(null);
  const most = paid - refunded;
  const text = typed ?? toMajor(most, currency);
  const amount = toMinor(text, currency);
  const isBad = amount === null || amount < 1 || amount > most;
  const left = money(most, currency);
  return (
    <ActionDialog
      label={accountPageTexts.refund}
      consequence={words.refundBody(left)}
      isIncomplete={isBad}
      onOpen={() => setTyped(null)}
      run={({ actionId, reason }) =>
        idem.admin.customers.refund.mutate({
          ...{ accountId, actionId, reason, paymentIntentId },
          amount: amount ?? 0,
          refundedBefore: refunded,
        })
      }
    >
      <Labelled
        label={`${words.amount} (${currency.toUpperCase()})`}
        note={isBad ? <span className="text-bad">{words.amountBad(left)}</span> : ""}
      >
        {(ties) => (
          <input
            {...ties}
            inputMode="decimal"
            value={text}
            aria-invalid={isBad || undefined}
            onChange={(event) => setTyped(event.target.value)}
            className={`${fieldLook} w-40`}
          />
        )}
      </Labelled>
    </ActionDialog>
  );
}
