import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { actionTexts as words } from "../../texts/billing-actions.ts";
import { Said } from "./said.tsx";

/** Whoever comes back from Stripe's page with another card is told that it worked, and not again after a reload. */
export function CardUpdated({ isOverdue }: { isOverdue: boolean | null }) {
  const search = useRouterState({ select: ({ location }) => location.searchStr });
  const [isBack] = useState(() => new URLSearchParams(search).get("card") === "updated");
  const navigate = useNavigate();
  useEffect(() => {
    if (isBack) void navigate({ to: "/billing", replace: true });
  }, [isBack, navigate]);
  if (!isBack || isOverdue === null) return null;
  const text = isOverdue ? words.cardUpdatedThenPay : words.cardUpdated;
  return <Said key={text}>{text}</Said>;
}
