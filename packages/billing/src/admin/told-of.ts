import type { AccountId } from "@idem/domain";
import type { ActAnswer } from "../answers.ts";
import type { AdminStore } from "../ports/admin-store.ts";
import type { AdminActAnswer } from "./admin.ts";
import { forStaff } from "./for-staff.ts";

/** What came of an action, with the line of the account's story that tells of it. */
export async function toldOf(
  store: Pick<AdminStore, "auditSeqOf">,
  { accountId, requestId }: { accountId: AccountId; requestId: string },
  acting: Promise<ActAnswer>,
): Promise<AdminActAnswer> {
  const answer = await acting;
  if (answer.is === "refused") return forStaff(answer);
  const { is, subscription } = answer;
  const auditSeq = await store.auditSeqOf(accountId, requestId);
  return { is: "done", subscription, asksBank: is === "to_confirm", auditSeq };
}
