import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { trpc } from "../../app/idem.ts";
import { actionTexts as words } from "../../texts/billing-actions.ts";
import { Said } from "./said.tsx";

/**
 * Whoever comes back from Stripe's page sees what they have changed there, and with another card is told that it worked;
 * not again after a reload.
 */
export function BackFromStripe({ isOverdue }: { isOverdue: boolean | null }) {
  const search = useRouterState({ select: ({ location }) => location.searchStr });
  const [back] = useState(() => new URLSearchParams(search).get("back"));
  const navigate = useNavigate();
  const cache = useQueryClient();
  const { mutate: refresh } = useMutation(
    trpc.billing.refresh.mutationOptions({ onSettled: () => cache.invalidateQueries() }),
  );
  useEffect(() => {
    if (back === null) return;
    refresh({});
    void navigate({ to: "/billing", replace: true });
  }, [back, refresh, navigate]);
  if (back !== "card" || isOverdue === null) return null;
  const text = isOverdue ? words.cardUpdatedThenPay : words.cardUpdated;
  return <Said key={text}>{text}</Said>;
}
