import { idem } from "../../../app/idem.ts";
import { accountPageTexts } from "../../../texts/admin/account-page.ts";
import type { Account } from "./account-page.tsx";
import { ActionDialog } from "./action-dialog.tsx";

const words = accountPageTexts;

/** Looks at Stripe now instead of waiting for the next bell. */
export const ResyncButton = ({ accountId }: Pick<Account, "accountId">) => (
  <ActionDialog
    label={words.resync}
    consequence={words.resyncBody}
    run={async (asked) => {
      const answer = await idem.admin.customers.resync.mutate({ accountId, ...asked });
      return answer.is === "done" ? { ...answer, said: words.resynced } : answer;
    }}
  />
);
