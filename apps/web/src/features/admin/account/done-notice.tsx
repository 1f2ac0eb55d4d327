import { Link } from "@tanstack/react-router";
import { createContext, type ReactNode, useContext, useState } from "react";
import { actionsTexts } from "../../../texts/admin/actions.ts";
import { linkLook } from "../../../ui/link-look.ts";
import { money } from "../../../ui/money.ts";
import { Notice } from "../../../ui/notice.tsx";
import { deedPlace } from "../deed-place.ts";
import { toAdmin } from "../to-admin.ts";
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
          <LogLink done={told.done} />
        </Notice>
      )}
      {children}
    </TellDone>
  );
}

/** Where it is told: below on this page, in the story of an account, or in the audit log. */
function LogLink({ done: { auditSeq, accountId, deedId } }: { done: Done }) {
  const look = `${linkLook} w-fit`;
  if (deedId != null)
    return (
      <Link {...toAdmin("audit")} hash={deedPlace(deedId)} className={look}>
        {words.doneLink}
      </Link>
    );
  if (auditSeq === null) return null;
  const place = storyPlace(auditSeq);
  return accountId === undefined ? (
    <a href={`#${place}`} className={look}>
      {words.doneLink}
    </a>
  ) : (
    <Link {...toAdmin(`accounts/${accountId}`)} hash={place} className={look}>
      {words.doneLink}
    </Link>
  );
}

function doneText(done: Done): string {
  const { amount, currency, auditSeq, deedId, asksBank, said, wasSo } = done;
  if (said !== undefined) return said;
  if (asksBank === true) return words.asksBank;
  if (wasSo === true) return words.already;
  if (amount !== undefined && currency !== undefined)
    return words.refundDone(money(amount, currency));
  return auditSeq === null && deedId == null ? words.already : words.done;
}
