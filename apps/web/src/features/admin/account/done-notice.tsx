import { createContext, type ReactNode, useContext, useState } from "react";
import { actionsTexts } from "../../../texts/admin/actions.ts";
import { linkLook } from "../../../ui/link-look.ts";
import { money } from "../../../ui/money.ts";
import { Notice } from "../../../ui/notice.tsx";
import { storyPlace } from "./story-place.ts";
import type { Done } from "./use-admin-action.ts";

const words = actionsTexts;

type Told = { label: string; done: Done };

const TellDone = createContext<(told: Told) => void>(() => {});

/** What came of an action stays on the page: the button that did it may be gone by then. */
export const useTellDone = (): ((told: Told) => void) => useContext(TellDone);

/** Shows above the page what was done last, and brings the focus there. */
export function WithDoneNotice({ children }: { children: ReactNode }) {
  const [told, setTold] = useState<(Told & { at: number }) | null>(null);
  const tell = (next: Told) => setTold((last) => ({ ...next, at: (last?.at ?? 0) + 1 }));
  return (
    <TellDone value={tell}>
      {told !== null && (
        <Notice key={told.at} title={`${told.label}: ${doneText(told.done)}`} takesFocus>
          {told.done.auditSeq !== null && (
            <a href={`#${storyPlace(told.done.auditSeq)}`} className={`${linkLook} w-fit`}>
              {words.doneLink}
            </a>
          )}
        </Notice>
      )}
      {children}
    </TellDone>
  );
}

function doneText({ amount, currency, auditSeq, asksBank }: Done): string {
  if (asksBank === true) return words.asksBank;
  if (amount !== undefined && currency !== undefined)
    return words.refundDone(money(amount, currency));
  return auditSeq === null ? words.already : words.done;
}
