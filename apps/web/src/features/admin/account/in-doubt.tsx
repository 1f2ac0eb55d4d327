import { effectsTexts } from "../../../texts/admin/effects.ts";
import { Notice } from "../../../ui/notice.tsx";
import { EffectInDoubt } from "../effect-in-doubt.tsx";
import type { Account } from "./account-page.tsx";

/** What nobody knows yet about this account, with the way to know it. */
export const InDoubt = ({ effects }: { effects: Account["inDoubt"] }) =>
  effects.length > 0 && (
    <Notice title={effectsTexts.inDoubt} tone="warn">
      <ul className="flex flex-col gap-3">
        {effects.map((effect) => (
          <li key={effect.id}>
            <EffectInDoubt effect={effect} />
          </li>
        ))}
      </ul>
    </Notice>
  );
