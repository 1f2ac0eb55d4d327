import { useMutation } from "@tanstack/react-query";
import { type Answers, failureOf, idem } from "../../app/idem.ts";
import { effectsTexts } from "../../texts/admin/effects.ts";
import { FailureText } from "../../ui/failure-text.tsx";
import { toolLook } from "./look.ts";
import { RawJson } from "./raw-json.tsx";
import { StandingText } from "./standing-text.tsx";
import { useRefresh } from "./use-refresh.ts";

export type Effect = Answers["admin"]["effects"]["inDoubt"][number];

const words = effectsTexts;

/** Something asked of another system of which nothing is known; pressing looks, and sends it again only if it must. */
export function EffectInDoubt({ effect }: { effect: Effect }) {
  const refresh = useRefresh();
  const reconcile = useMutation({
    mutationFn: () => idem.admin.effects.reconcile.mutate({ effectId: effect.id }),
    onSettled: refresh,
  });
  const answer = reconcile.data;
  return (
    <div className="flex flex-col gap-1 text-sm">
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <span className="font-medium">{effect.title}</span>
        <StandingText standing={effect.standing} />
        <span className="text-muted">{words.attempts(effect.attempts)}</span>
        <button
          type="button"
          aria-disabled={reconcile.isPending || undefined}
          className={toolLook}
          onClick={() => reconcile.isPending || reconcile.mutate()}
        >
          {words.reconcile}
        </button>
        <RawJson value={effect.raw} />
      </div>
      <div role="status">
        {reconcile.isPending && words.reconciling}
        {answer?.is === "settled" && words.settled}
        {answer?.is === "in_doubt" && words.stillInDoubt(answer.cause)}
        {reconcile.isError && <FailureText failure={failureOf(reconcile.error)} />}
      </div>
    </div>
  );
}
