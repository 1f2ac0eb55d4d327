import {
  type AccountId,
  type CustomerFacts,
  chooseSurvivor,
  type ImportClaim,
  type Owner,
  type StripeCustomerId,
} from "@idem/domain";
import { causeOf } from "../doctor/cause-of.ts";
import { type Doctor, doctorActor } from "../doctor/doctor.ts";
import { chartCustomer } from "../doctor/read-chart.ts";
import { relink } from "../doctor/relink.ts";
import { once } from "../once.ts";
import { ProviderUnavailable } from "../ports/gateway.ts";
import type { Importer } from "./import-accounts.ts";

export type Adopted =
  | { is: "adopted"; accountId: AccountId; customerId: StripeCustomerId; why: string }
  | { is: "refused"; note: string }
  | { is: "left"; note: string };

export type Adoption = {
  importId: string;
  reason: string;
  owner: Owner;
  claims: readonly ImportClaim[];
};

/**
 * The owner's account takes over a customer: Stripe's metadata say whose it is, then our row names it and its subscription
 * in one commit. In this order, so that whoever stops in between leaves a customer that says whose it is, and not a row
 * beside others that nobody can tell from strangers. A fault of one owner keeps no other from being adopted.
 */
export async function adopt(importer: Importer, adoption: Adoption): Promise<Adopted> {
  try {
    return await adoptNow(importer, adoption);
  } catch (error) {
    if (error instanceof ProviderUnavailable) return { is: "left", note: error.message };
    const note = causeOf(error);
    const { owner } = adoption;
    importer.doctor.ports.log.warn(
      { owner, err: error },
      `${owner.is} ${owner.id} is left as it is: ${note}`,
    );
    return { is: "left", note };
  }
}

async function adoptNow(
  { doctor, records }: Importer,
  { importId, reason, owner, claims }: Adoption,
): Promise<Adopted> {
  const { charts, ports, inPace } = doctor;
  const read = await Promise.all(
    claims.map(({ customerId }) => inPace(() => charts.customer(customerId))),
  );
  const living = read.flatMap((one) => (one.is === "living" ? [one.facts] : []));
  const chosen = await choose(doctor, living);
  if (chosen === null) return { is: "refused", note: "It was deleted at Stripe meanwhile." };
  const { survivor, why } = chosen;
  const accountId = await records.ensureAccount(owner, { email: survivor.email });
  for (const { id: customerId, metadata } of living) {
    if (metadata["accountId"] === accountId) continue;
    const repair = { accountId, repairId: `import:${accountId}`, reason };
    const mark = { kind: "customer.mark" as const, ...repair, customerId, metadata: { accountId } };
    const { outcome } = await inPace(() => once(ports, mark, doctorActor(importId)));
    if (outcome === null)
      return { is: "left", note: `Nobody knows whether ${customerId} is marked.` };
    if (outcome.is === "refused") return { is: "refused", note: outcome.message };
  }
  const plan = { id: importId, reason };
  const taken = await relink(doctor, { plan, accountId, from: null, to: survivor.id });
  switch (taken.is) {
    case "done":
      return { is: "adopted", accountId, customerId: survivor.id, why };
    case "refused":
      return taken;
    case "unknown":
      return { is: "left", note: taken.note };
  }
}

/** Of one nothing has to be asked; several are compared as the doctor compares them. */
async function choose(
  doctor: Doctor,
  living: readonly CustomerFacts[],
): Promise<{ survivor: CustomerFacts; why: string } | null> {
  const [only, ...others] = living;
  if (only === undefined) return null;
  if (others.length === 0) return { survivor: only, why: "It is the only one." };
  const charted = await Promise.all(
    living.map(async (facts) => ({
      ...(await chartCustomer(doctor, facts, { ownSession: null, isOneOfSeveral: true })),
      signal: "metadata" as const,
      isProven: true,
    })),
  );
  return chooseSurvivor(charted);
}
