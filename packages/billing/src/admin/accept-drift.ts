import type { AccountId } from "@idem/domain";
import { acceptStripe } from "../accept-stripe.ts";
import { adminActor } from "../actor.ts";
import type { DriftLine } from "../ports/admin-passes.ts";
import { refuseSilence } from "../refuse-silence.ts";
import { seeDrift } from "../see-drift.ts";
import type { LookAsking, Staff } from "./admin.ts";
import type { AdminPorts } from "./create-admin.ts";
import { driftChanges } from "./drift-changes.ts";
import { isCustomer } from "./drift-remedy.ts";
import { tellOfLook } from "./tell-of-look.ts";

export type AcceptDrift = LookAsking & {
  driftId: string;
  /** Who accepts it, as the page will name them. */
  name: string;
};

/** `auditSeq`: the line of the account’s story that tells who asked; `null` where it was accepted before. */
export type AcceptAnswer = { is: "done"; auditSeq: number | null } | Refusal;

type Refusal = {
  is: "refused";
  reason: "provider_unavailable" | "still_differs" | "not_found";
  message: string;
};

/**
 * Accepts what Stripe says of an account that a pass has kept for people, and looks at it once more: only what is the same
 * then counts as accepted. Who asked and why stands in the account’s story first, as of a resync. Asked twice, or by two, it is accepted once.
 *
 * @throws where the account cannot be read: nothing was accepted, and it stays kept for people.
 */
export async function acceptDrift(
  admin: AdminPorts,
  { driftId, name, actionId, reason, ...staff }: AcceptDrift,
): Promise<AcceptAnswer> {
  const { store } = admin;
  const drift = await store.drift(driftId);
  if (drift === null || drift.accountId === null)
    return refuse("not_found", "There is no such difference of an account.");
  if (drift.outcome !== "kept") return { is: "done", auditSeq: null };
  const { accountId } = drift;
  const asked = { action: "account.resync_asked", asking: actionId, reason } as const;
  const auditSeq = await tellOfLook(admin, { accountId, ...staff }, asked);
  const left = await lookAgain(admin, { drift, accountId, staff });
  if (left !== null) return left;
  await store.acceptDrift(driftId, name);
  return { is: "done", auditSeq };
}

type Looking = {
  drift: DriftLine;
  accountId: AccountId;
  staff: Staff;
};

/** Why it cannot be accepted; `null` where nothing differs any more. */
async function lookAgain(
  { doctor: { ports, inPace }, lists }: AdminPorts,
  { drift, accountId, staff }: Looking,
): Promise<Refusal | null> {
  const looker = { ports, inPace, lists };
  const about = { accountId, strangerId: strangerOf(drift) };
  try {
    const seen = await seeDrift(looker, about);
    await acceptStripe(looker, { accountId, actor: adminActor(staff), seen });
    const { differences } = await seeDrift(looker, about);
    if (differences.length === 0) return null;
    const left = driftChanges({ differences, currency: null }).map(({ what }) => what);
    return refuse(
      "still_differs",
      `Our rows follow Stripe as far as they can. What still differs: ${left.join(", ")}.`,
    );
  } catch (error) {
    return refuseSilence(error, "Stripe does not answer right now. Please try again.");
  }
}

/** The customer at Stripe that the row does not name, where that is what was found. */
const strangerOf = ({ differences }: DriftLine): string | null =>
  differences
    .filter(({ field }) => field === "customer")
    .map(({ stripes }) => stripes)
    .find(isCustomer) ?? null;

const refuse = (reason: Refusal["reason"], message: string): Refusal => ({
  is: "refused",
  reason,
  message,
});
