import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type Answers, idem, trpc } from "../../../app/idem.ts";
import { accountPageTexts } from "../../../texts/admin/account-page.ts";
import { actionsTexts } from "../../../texts/admin/actions.ts";
import { Notice } from "../../../ui/notice.tsx";
import { CopiedId } from "../copied-id.tsx";
import { Moment } from "../moment.tsx";
import { statusText } from "../status-text.ts";
import { toAdmin } from "../to-admin.ts";
import type { Account } from "./account-page.tsx";
import { ActionDialog } from "./action-dialog.tsx";
import { usePayments } from "./use-payments.ts";

type Other = Extract<Answers["admin"]["customers"]["payments"], { is: "listed" }>["others"][number];

const words = accountPageTexts.others;

/** The account has more than one customer at Stripe: which, what still charges there, and the ways to end it. */
export function OtherCustomers({ accountId }: Pick<Account, "accountId">) {
  const me = useQuery(trpc.admin.me.queryOptions());
  const { data: answer } = usePayments(accountId);
  if (answer?.is !== "listed" || answer.others.length === 0) return null;
  const { others } = answer;
  const charges = others.some(({ live }) => live.length > 0);
  return (
    <Notice title={words.title(others.length)} tone={charges ? "bad" : "warn"}>
      <p>{words.body}</p>
      <ul className="flex flex-col gap-3">
        {others.map((other) => (
          <li key={other.id} className="flex min-w-0 flex-col items-start gap-2">
            <Customer other={other} />
            {other.live.map(({ id, status, planName }) => (
              <div key={id} className="flex max-w-full flex-wrap items-center gap-x-4 gap-y-2">
                <span>
                  {planName ?? words.unknownPlan}, {statusText(status)}
                </span>
                <CopiedId what={words.subscription} id={id} />
                {me.data?.mayAct === true && (
                  <ActionDialog
                    isGrave
                    label={actionsTexts.endStray}
                    consequence={actionsTexts.endStrayBody(id, other.id)}
                    run={(asked) =>
                      idem.admin.subscriptions.endStray.mutate({
                        ...{ accountId, subscriptionId: id },
                        ...asked,
                      })
                    }
                  />
                )}
              </div>
            ))}
          </li>
        ))}
      </ul>
      <Link
        {...toAdmin("duplicates")}
        className="inline-flex min-h-6 w-fit items-center underline underline-offset-4"
      >
        {words.repair}
      </Link>
    </Notice>
  );
}

function Customer({ other }: { other: Other }) {
  const { id, email, createdAt, retiredInto, live } = other;
  return (
    <div className="flex max-w-full flex-col">
      <CopiedId what={words.customer} id={id} />
      <span className="break-words">
        {email === null ? "" : `${email} · `}
        {words.since} <Moment at={createdAt} withTime />
        {retiredInto !== null && ` · ${words.retired(retiredInto)}`}
        {live.length === 0 && ` · ${words.nothingLive}`}
      </span>
    </div>
  );
}
