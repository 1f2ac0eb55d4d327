import type { AccountId } from "@idem/domain";
import { currentBilling } from "../current-billing.ts";
import type { DetailAnswer } from "./admin.ts";
import type { AdminPorts } from "./create-admin.ts";
import { toEffectInDoubt } from "./to-effect-in-doubt.ts";

/** Where an account stands, from our own rows, with whether its story can be believed. `null`: there is none. */
export async function showAccount(
  { ports, store }: AdminPorts,
  accountId: AccountId,
): Promise<DetailAnswer | null> {
  if ((await store.accountOf(accountId)) === null) return null;
  const [current, { account }, audit, flags, inDoubt] = await Promise.all([
    currentBilling(ports, accountId),
    ports.store.account(accountId),
    store.verifyAudit(accountId),
    store.flagsOf(accountId),
    store.effectsInDoubtOf(accountId),
  ]);
  const { name, email } = account;
  return {
    ...current,
    account: { name, email },
    flags,
    audit,
    inDoubt: inDoubt.map(toEffectInDoubt),
  };
}
