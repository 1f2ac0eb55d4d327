import { type Answers, idem } from "../../app/idem.ts";
import { effectsTexts } from "../../texts/admin/effects.ts";
import { ActionDialog } from "./account/action-dialog.tsx";
import { RawJson } from "./raw-json.tsx";
import { StandingText } from "./standing-text.tsx";

export type Effect = Answers["admin"]["effects"]["inDoubt"][number];

const words = effectsTexts;

/** Something asked of another system of which nothing is known; pressing looks, and sends it again only if it must. */
export const EffectInDoubt = ({ effect }: { effect: Effect }) => (
  <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1 text-sm">
    <span className="font-medium">{effect.title}</span>
    <StandingText standing={effect.standing} />
    <span className="text-muted">{words.attempts(effect.attempts)}</span>
    <ActionDialog
      label={words.reconcile}
      name={words.reconcileNamed(effect.title)}
      consequence={words.reconcileBody}
      run={(asked) => reconcile({ ...asked, effectId: effect.id })}
    />
    <RawJson value={effect.raw} />
  </div>
);

async function reconcile(asked: Parameters<typeof idem.admin.effects.reconcile.mutate>[0]) {
  const answer = await idem.admin.effects.reconcile.mutate(asked);
  switch (answer.is) {
    case "settled": {
      const { accountId, auditSeq } = answer;
      return { is: "done", accountId, auditSeq, said: words.settled } as const;
    }
    case "in_doubt": {
      const message = words.stillInDoubt(answer.cause);
      return { is: "refused", reason: "provider_unavailable", message } as const;
    }
    case "not_found":
      return { is: "refused", reason: "not_found", message: words.unknown } as const;
  }
}
