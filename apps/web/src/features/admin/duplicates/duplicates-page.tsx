import { invariantNames } from "@idem/domain";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { z } from "zod";
import { trpc } from "../../../app/idem.ts";
import { adminTexts } from "../../../texts/admin/admin.ts";
import { duplicatesTexts as words } from "../../../texts/admin/duplicates.ts";
import { PageHeading } from "../../../ui/page-heading.tsx";
import { WithDoneNotice } from "../account/done-notice.tsx";
import { Loading } from "../loading.tsx";
import { toAdmin } from "../to-admin.ts";
import { BeginPlan } from "./begin-plan.tsx";
import { EarlierPlans } from "./earlier-plans.tsx";
import { Findings } from "./findings.tsx";
import { NamedPlan } from "./named-plan.tsx";
import { NoPlan } from "./no-plan.tsx";
import { PlanSection } from "./plan-section.tsx";
import type { Plan } from "./use-live-plan.ts";

const search = z.object({
  plan: z.string().min(1).max(100).optional().catch(undefined),
  finding: z.enum(invariantNames).nullable().catch(null).default(null),
});

/** What the doctor finds, what it would do about it, and what is done: plan, dry run, apply, verify, undo. */
export function DuplicatesPage() {
  const { plan: chosen, finding } = search.parse(useSearch({ from: "/admin/$" }));
  const navigate = useNavigate();
  const me = useQuery(trpc.admin.me.queryOptions());
  const plans = useQuery(
    trpc.admin.duplicates.plans.queryOptions(undefined, { staleTime: 0, refetchInterval: 5_000 }),
  );
  const mayAct = me.data?.mayAct === true;
  return (
    <div className="flex flex-col gap-8">
      <WithDoneNotice>
        <div className="flex flex-col items-start gap-4">
          <PageHeading title={words.title}>{words.title}</PageHeading>
          <p className="max-w-prose text-muted">{words.lead}</p>
          {mayAct && <BeginPlan />}
          {me.data?.mayAct === false && (
            <p className="text-sm text-muted">{adminTexts.supportOnly}</p>
          )}
        </div>
        <Loading query={plans}>
          {(all) => (
            <>
              {chosen === undefined ? (
                <LatestPlan plan={all[0]} mayAct={mayAct} />
              ) : (
                <NamedPlan key={chosen} planId={chosen} mayAct={mayAct} />
              )}
              <EarlierPlans plans={all.filter(({ id }) => id !== (chosen ?? all[0]?.id))} />
            </>
          )}
        </Loading>
        <Findings
          chosen={finding}
          choose={(next) =>
            navigate({
              ...toAdmin("duplicates"),
              search: {
                ...(chosen === undefined ? {} : { plan: chosen }),
                ...(next === null ? {} : { finding: next }),
              },
            })
          }
        />
      </WithDoneNotice>
    </div>
  );
}

const LatestPlan = ({ plan, mayAct }: { plan: Plan | undefined; mayAct: boolean }) =>
  plan === undefined ? (
    <NoPlan title={words.plan.none} />
  ) : (
    <PlanSection key={plan.id} plan={plan} mayAct={mayAct} />
  );
