import type { AccountId } from "@idem/domain";
import { idem } from "../../../app/idem.ts";
import { duplicatesTexts } from "../../../texts/admin/duplicates.ts";
import { Paged } from "../paged.tsx";
import { usePages } from "../use-pages.ts";
import { PlannedAccount } from "./planned-account.tsx";

const words = duplicatesTexts.plan;

/** What `useLivePlan` has read again as a plan goes on. */
export const planAccountsKey = "plan accounts";

/** The dry run: account by account, what is wrong, who stays and why, and each call that is made. */
export function PlanAccounts({ planId }: { planId: string }) {
  const pages = usePages([planAccountsKey, planId], async (after: AccountId | null) => {
    const page = await idem.admin.duplicates.accounts.query({ planId, after, limit: 20 });
    return { lines: page.accounts, next: page.next };
  });
  return (
    <section aria-labelledby="dry-run" className="flex flex-col gap-3">
      <h3 id="dry-run" className="text-lg font-semibold">
        {words.dryRun}
      </h3>
      <Paged pages={pages} nothing={words.empty} more={words.more}>
        {(accounts) => (
          <ul className="flex flex-col">
            {accounts.map((account) => (
              <PlannedAccount key={account.accountId} planId={planId} account={account} />
            ))}
          </ul>
        )}
      </Paged>
    </section>
  );
}
