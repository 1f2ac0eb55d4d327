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
      <p>{replaceTexts.consequence(subscription.planName ?? replaceTexts.currentUnnamed)}</p>
    </Notice>
  );
}
