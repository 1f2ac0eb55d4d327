import type { AccountId, AskedAction } from "@idem/domain";
import type { ActAnswer } from "../answers.ts";
import type { AdminStore } from "../ports/admin-store.ts";
import type { AdminActAnswer } from "./admin.ts";
import { forStaff } from "./for-staff.ts";

type Kind = AskedAction["action"]["is"];

/**
 * What came of an action, with the line of the account's story that tells of it. Where it was so already, that is the line
 * of whoever had asked for the same, so that two who press at one moment are led to one line; or else what this look found.
 */
export async function toldOf(
  store: Pick<AdminStore, "auditSeqOf" | "changeAsked">,
  { accountId, requestId }: { accountId: AccountId; requestId: string },
  { kinds, acting }: { kinds: readonly Kind[]; acting: Promise<ActAnswer> },
): Promise<AdminActAnswer> {
  const answer = await acting;
  if (answer.is === "refused") return forStaff(answer);
  const { is, subscription } = answer;
  const told = { is: "done", subscription, asksBank: is === "to_confirm" } as const;
  const asked = await store.changeAsked(accountId, requestId);
  if (asked !== null && (asked.isOwn || kinds.some((kind) => kind === asked.kind)))
    return { ...told, auditSeq: asked.seq, wasSo: !asked.isOwn };
  return { ...told, auditSeq: await store.auditSeqOf(accountId, requestId), wasSo: true };
}
