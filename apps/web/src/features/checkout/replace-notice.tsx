import { useQuery } from "@tanstack/react-query";
import { trpc } from "../../app/idem.ts";
import { replaceTexts } from "../../texts/replace.ts";
import { Notice } from "../../ui/notice.tsx";

/** Says before anything is paid what becomes of the plan one has. */
export function ReplaceNotice({ priceId }: { priceId: string }) {
  const { data } = useQuery(trpc.billing.current.queryOptions());
  const subscription = data?.subscription;
  if (!subscription?.isLive || subscription.priceId === priceId) return null;
  return (
    <Notice title={replaceTexts.notice}>
      <p>{consequenceOf(subscription)}</p>
    </Notice>
  );
}

type Current = { planName: string | null; unitAmount: number };

/** What was paid for and not used is credited; of what cost nothing there is nothing to credit. */
export function consequenceOf(current: Current | null | undefined): string {
  const plan = current?.planName ?? replaceTexts.currentUnnamed;
  return current?.unitAmount === 0
    ? replaceTexts.consequenceForNothing(plan)
    : replaceTexts.consequence(plan);
}
