import { useQuery } from "@tanstack/react-query";
import { trpc } from "../../../app/idem.ts";
import { duplicatesTexts } from "../../../texts/admin/duplicates.ts";
import { Loading } from "../loading.tsx";
import { NoPlan } from "./no-plan.tsx";
import { PlanSection } from "./plan-section.tsx";

/** The plan that the address names, read by its id: a link to it works however many were made since. */
export function NamedPlan({ planId, mayAct }: { planId: string; mayAct: boolean }) {
  const plan = useQuery(
    trpc.admin.duplicates.plan.queryOptions({ planId }, { staleTime: 0, refetchInterval: 5_000 }),
  );
  return (
    <Loading query={plan}>
      {(found) =>
        found === null ? (
          <NoPlan title={duplicatesTexts.plan.unknown} />
        ) : (
          <PlanSection plan={found} mayAct={mayAct} />
        )
      }
    </Loading>
  );
}
