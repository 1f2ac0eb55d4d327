import { addMonths } from "@idem/domain";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { idem, trpc } from "../../../app/idem.ts";
import { actionsTexts } from "../../../texts/admin/actions.ts";
import { adminTexts } from "../../../texts/admin/admin.ts";
import { shortDate } from "../../../ui/dates.ts";
import { money } from "../../../ui/money.ts";
import { Labelled } from "../labelled.tsx";
import { fieldLook } from "../look.ts";
import type { Account } from "./account-page.tsx";
import { ActionDialog } from "./action-dialog.tsx";
import { ChangeAction } from "./change-action.tsx";
import { Held } from "./held.tsx";

const words = actionsTexts;
type Subscription = NonNullable<Account["subscription"]>;

/** What an admin can do about the subscription; support is told that they can look. */
export const Actions = ({ account }: { account: Account }) => (
  <Held value={account}>{(held) => <Section account={held} />}</Held>
);

function Section({ account }: { account: Account }) {
  const me = useQuery(trpc.admin.me.queryOptions());
  const { accountId, subscription } = account;
  if (me.data === undefined || subscription === null || !subscription.isLive) return null;
  return (
    <section aria-labelledby="actions" className="flex flex-col gap-3">
      <h2 id="actions" className="text-sm font-medium text-muted">
        {words.title}
      </h2>
      {me.data.mayAct ? (
        <Buttons accountId={accountId} subscription={subscription} />
      ) : (
        <p className="text-sm text-muted">{adminTexts.supportOnly}</p>
      )}
    </section>
  );
}

function Buttons({
  accountId,
  subscription,
}: Pick<Account, "accountId"> & { subscription: Subscription }) {
  const { stripeSubscriptionId: subscriptionId, cancelAt, currentPeriodEnd } = subscription;
  const { scheduledChange, openInvoice, currency } = subscription;
  const about = { accountId, subscriptionId };
  const ends = shortDate(currentPeriodEnd ?? new Date().toISOString());
  const { cancel, resume, undoChange, retryPayment } = idem.admin.subscriptions;
  return (
    <div className="flex flex-wrap gap-2">
      {openInvoice !== null && (
        <ActionDialog
          label={words.retry}
          consequence={words.retryBody(money(openInvoice.amountDue, currency))}
          run={(asked) => retryPayment.mutate({ ...about, ...asked, invoiceId: openInvoice.id })}
        />
      )}
      <ChangeAction about={about} subscription={subscription} />
      {scheduledChange !== null && (
        <ActionDialog
          label={words.undoChange}
          consequence={words.undoChangeBody}
          run={(asked) => undoChange.mutate({ ...about, ...asked })}
        />
      )}
      <CompAction about={about} renewsAt={currentPeriodEnd} />
      {cancelAt === null ? (
        <ActionDialog
          key="cancel"
          label={words.cancelLater}
          consequence={words.cancelLaterBody(ends)}
          run={(asked) => cancel.mutate({ ...about, ...asked, when: "period_end" })}
        />
      ) : (
        <ActionDialog
          key="resume"
          label={words.resume}
          consequence={words.resumeBody}
          run={(asked) => resume.mutate({ ...about, ...asked })}
        />
      )}
      <ActionDialog
        isGrave
        label={words.cancelNow}
        consequence={words.cancelNowBody}
        run={(asked) => cancel.mutate({ ...about, ...asked, when: "now" })}
      />
    </div>
  );
}

export type About = Pick<Account, "accountId"> & {
  subscriptionId: Subscription["stripeSubscriptionId"];
};

const lengths = [1, 2, 3, 6, 12] as const;

function CompAction({ about, renewsAt }: { about: About; renewsAt: string | null }) {
  const [months, setMonths] = useState(1);
  const until = new Date(addMonths(Date.now(), months));
  const isFreeOfNothing = renewsAt !== null && Date.parse(renewsAt) > until.getTime();
  return (
    <ActionDialog
      label={words.comp}
      consequence={
        <>
          {words.compBody(shortDate(until.toISOString()))}
          {isFreeOfNothing && (
            <span role="status" className="block text-warn">
              {words.compOfNothing(shortDate(renewsAt))}
            </span>
          )}
        </>
      }
      run={(asked) => idem.admin.subscriptions.comp.mutate({ ...about, ...asked, months })}
    >
      <Labelled label={words.months}>
        {(ties) => (
          <select
            {...ties}
            value={months}
            onChange={(event) => setMonths(Number(event.target.value))}
            className={`${fieldLook} w-32`}
          >
            {lengths.map((length) => (
              <option key={length} value={length}>
                {length}
              </option>
            ))}
          </select>
        )}
      </Labelled>
    </ActionDialog>
  );
}
