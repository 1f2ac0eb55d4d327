import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { type Answers, idem, trpc } from "../../../app/idem.ts";
import { planAccountsKey } from "./plan-accounts.tsx";

export type Plan = Answers["admin"]["duplicates"]["plans"][number];

/** A plan as it stands, told anew while something is being done with it; then everything is read again once. */
export function useLivePlan(plan: Plan): Plan {
  const { id: planId, doing } = plan;
  const cache = useQueryClient();
  const [told, setTold] = useState<Plan | null>(null);
  useEffect(() => {
    if (doing === null) return undefined;
    const live = idem.admin.duplicates.live.subscribe(
      { planId },
      {
        onData: ({ is, plan: now }) => {
          setTold(now);
          const queryKey = is === "over" ? trpc.admin.pathKey() : [["admin", planAccountsKey]];
          void cache.invalidateQueries({ queryKey });
        },
      },
    );
    return () => {
      live.unsubscribe();
      setTold(null);
    };
  }, [planId, doing, cache]);
  return told ?? plan;
}
