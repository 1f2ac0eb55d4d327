import { useQueryClient } from "@tanstack/react-query";
import { type Answers, idem, trpc } from "../../../app/idem.ts";
import { useLine } from "../use-line.ts";
import { planAccountsKey } from "./plan-accounts.tsx";

export type Plan = Answers["admin"]["duplicates"]["plans"][number];
type Told = Answers["admin"]["duplicates"]["live"] extends AsyncIterable<infer One> ? One : never;

/** A plan as it stands, told anew while something is being done with it; then everything is read again once. */
export function useLivePlan(plan: Plan): Plan {
  const { id: planId, doing } = plan;
  const cache = useQueryClient();
  const told = useLine<Told>(
    doing === null ? null : `${planId} ${doing}`,
    (hear) => idem.admin.duplicates.live.subscribe({ planId }, hear),
    ({ is }) => {
      const queryKey = is === "over" ? trpc.admin.pathKey() : [["admin", planAccountsKey]];
      void cache.invalidateQueries({ queryKey });
    },
  );
  return told?.plan ?? plan;
}
