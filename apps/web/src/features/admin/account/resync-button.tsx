import { useMutation } from "@tanstack/react-query";
import { failureOf, idem } from "../../../app/idem.ts";
import { accountPageTexts } from "../../../texts/admin/account-page.ts";
import { FailureText } from "../../../ui/failure-text.tsx";
import { toolLook } from "../look.ts";
import { useRefresh } from "../use-refresh.ts";
import type { Account } from "./account-page.tsx";

const words = accountPageTexts;

/** Looks at Stripe now instead of waiting for the next bell. */
export function ResyncButton({ accountId }: Pick<Account, "accountId">) {
  const refresh = useRefresh();
  const resync = useMutation({
    mutationFn: () => idem.admin.customers.resync.mutate({ accountId }),
    onSettled: refresh,
  });
  return (
    <div className="flex flex-col items-end gap-1 text-sm">
      <button
        type="button"
        aria-disabled={resync.isPending || undefined}
        className={toolLook}
        onClick={() => resync.isPending || resync.mutate()}
      >
        {words.resync}
      </button>
      <div role="status" className="text-muted">
        {resync.data?.is === "done" && words.resynced}
        {resync.data?.is === "refused" && resync.data.message}
        {resync.isError && <FailureText failure={failureOf(resync.error)} />}
      </div>
    </div>
  );
}
