import type { AccountId } from "@idem/domain";
import { useInfiniteQuery } from "@tanstack/react-query";
import { failureOf, idem } from "../../../app/idem.ts";
import { duplicatesTexts } from "../../../texts/duplicates.ts";
import { Button } from "../../../ui/button.tsx";
import { FailureText } from "../../../ui/failure-text.tsx";
import { PlannedAccount } from "./planned-account.tsx";

const words = duplicatesTexts.plan;

/** The dry run: account by account, what is wrong, who stays and why, and each call that is made. */
export function PlanAccounts({ planId, isRunning }: { planId: string; isRunning: boolean }) {
  const pages = useInfiniteQuery({
    // As tRPC names its own, so that all of the staff's questions are asked anew together.
    queryKey: [["admin", "duplicates", "accounts"], planId],
    queryFn: ({ pageParam }: { pageParam: AccountId | null }) =>
      idem.admin.duplicates.accounts.query({ planId, after: pageParam, limit: 20 }),
    initialPageParam: null,
    getNextPageParam: ({ next }) => next,
    staleTime: 0,
    refetchInterval: isRunning ? 2_000 : false,
  });
  if (pages.isPending) return <div aria-hidden="true" className="h-56 rounded-lg bg-sunken" />;
  return (
    <section aria-labelledby="dry-run" className="flex flex-col gap-3">
      <h3 id="dry-run" className="text-lg font-semibold">
        {words.dryRun}
      </h3>
      {pages.isError && (
        <div role="alert">
          <FailureText failure={failureOf(pages.error)} />
        </div>
      )}
      <ul className="flex flex-col">
        {pages.data?.pages
          .flatMap(({ accounts }) => accounts)
          .map((account) => (
            <PlannedAccount key={account.accountId} planId={planId} account={account} />
          ))}
      </ul>
      {pages.hasNextPage && (
        <p>
          <Button
            look="plain"
            busy={pages.isFetchingNextPage}
            onClick={() => pages.fetchNextPage()}
          >
            {words.more}
          </Button>
        </p>
      )}
    </section>
  );
}
