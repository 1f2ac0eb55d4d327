import { isAccountId } from "@idem/domain";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type Answers, failureOf, trpc } from "../../../app/idem.ts";
import { accountPageTexts } from "../../../texts/admin/account-page.ts";
import { adminTexts } from "../../../texts/admin/admin.ts";
import { linkLook } from "../../../ui/link-look.ts";
import { PageHeading } from "../../../ui/page-heading.tsx";
import { CopiedId } from "../copied-id.tsx";
import { Loading } from "../loading.tsx";
import { toAdmin } from "../to-admin.ts";
import { AccountFacts } from "./account-facts.tsx";
import { Actions } from "./actions.tsx";
import { ChainNotice } from "./chain-notice.tsx";
import { WithDoneNotice } from "./done-notice.tsx";
import { InDoubt } from "./in-doubt.tsx";
import { OtherCustomers } from "./other-customers.tsx";
import { Payments } from "./payments.tsx";
import { ResyncButton } from "./resync-button.tsx";
import { Story } from "./story.tsx";

export type Account = Answers["admin"]["customers"]["account"];

const words = accountPageTexts;

/** One account: what is, what can be done about it, and how it came to be so. */
export function AccountPage({ accountId }: { accountId: string }) {
  return (
    <div className="flex flex-col gap-8">
      <Link {...toAdmin("")} className={`${linkLook} w-fit text-sm`}>
        {words.back}
      </Link>
      {isAccountId(accountId) ? <Found accountId={accountId} /> : <Missing />}
    </div>
  );
}

const Missing = () => <PageHeading title={words.missing}>{words.missing}</PageHeading>;

function Found({ accountId }: Pick<Account, "accountId">) {
  const account = useQuery(
    trpc.admin.customers.account.queryOptions({ accountId }, { staleTime: 0 }),
  );
  const isMissing = account.isError && failureOf(account.error).is === "refused";
  if (isMissing) return <Missing />;
  return (
    <Loading query={account} height="h-96" title={words.title}>
      {(data) => <Whole account={data} />}
    </Loading>
  );
}

function Whole({ account }: { account: Account }) {
  const { name, email } = account.account;
  return (
    <WithDoneNotice>
      <header className="flex flex-wrap items-start justify-between gap-x-8 gap-y-4">
        <div className="flex min-w-0 flex-col gap-2 wrap-anywhere">
          <PageHeading title={name}>{name}</PageHeading>
          <p className="text-muted">{email}</p>
          <p className="flex flex-wrap gap-2">
            {account.flags.map((flag) => (
              <span key={flag} className="rounded-full bg-bad-soft px-3 py-1 text-sm text-bad">
                {adminTexts.flags[flag]}
              </span>
            ))}
          </p>
        </div>
        <ResyncButton accountId={account.accountId} />
      </header>
      <ChainNotice audit={account.audit} />
      <InDoubt effects={account.inDoubt} />
      <OtherCustomers accountId={account.accountId} />
      <div className="grid gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <AccountFacts account={account} />
        <aside className="flex min-w-0 flex-col gap-6">
          <Actions account={account} />
          <Ids account={account} />
        </aside>
      </div>
      <Payments account={account} />
      <Story accountId={account.accountId} />
    </WithDoneNotice>
  );
}

function Ids({ account }: { account: Account }) {
  const { accountId, customer, subscription, openCheckout } = account;
  const ids: [string, string | null | undefined][] = [
    [words.idsOf.account, accountId],
    [words.idsOf.customer, customer?.stripeCustomerId],
    [words.idsOf.subscription, subscription?.stripeSubscriptionId],
    [words.idsOf.session, openCheckout?.sessionId],
  ];
  return (
    <section aria-labelledby="ids" className="flex flex-col gap-2">
      <h2 id="ids" className="text-sm font-medium text-muted">
        {words.ids}
      </h2>
      <ul className="flex flex-col gap-1">
        {ids.map(
          ([what, id]) =>
            id != null && (
              <li key={what} className="min-w-0">
                <CopiedId what={what} id={id} />
              </li>
            ),
        )}
      </ul>
    </section>
  );
}
