import { type Actor, type Decision, isBillingChange, type Write } from "@idem/domain";
import { appendAudit } from "./append-audit.ts";
import { type Encode, effectRow } from "./effect-rows.ts";
import { Prisma } from "./generated/client.ts";
import { toJson } from "./json.ts";
import type { Loaded } from "./load-state.ts";
import { fromSubscription } from "./rows.ts";

export type Applying = Pick<Loaded, "state" | "auditHead"> & {
  actor: Actor;
  at: Date;
  encode: Encode;
};

/** Writes a decision inside the transition's transaction: rows, the effects to start, and the story of both. */
export async function applyDecision(
  tx: Prisma.TransactionClient,
  decision: Decision<unknown>,
  applying: Applying,
): Promise<void> {
  if (decision.audit.length === 0 && decision.writes.some(isBillingChange))
    throw new Error("A change of billing state has no audit entry.");
  for (const write of decision.writes) await applyWrite(tx, write, applying);
  if (decision.effects.length > 0)
    await tx.effect.createMany({
      data: decision.effects.map((intent) => effectRow(intent, applying.encode)),
      // The effect is already in the journal: whoever recorded it first meant the same thing.
      skipDuplicates: true,
    });
  await appendAudit(tx, decision.audit, applying);
}

async function applyWrite(
  tx: Prisma.TransactionClient,
  write: Write,
  { state: { account }, at }: Applying,
): Promise<void> {
  const accountId = account.id;
  switch (write.write) {
    case "customer.upsert":
      await tx.customer.upsert({
        where: { accountId },
        create: { accountId, ...write.customer },
        update: write.customer,
      });
      return;
    case "customer.retire":
      await tx.customer.delete({ where: { accountId } });
      await tx.billingAccount.update({
        where: { id: accountId },
        data: { customerOrdinal: account.customerOrdinal + 1 },
      });
      return;
    case "revision.raise":
      await tx.checkoutAttempt.upsert({
        where: { accountId_attempt: { accountId, attempt: write.attempt } },
        create: { accountId, attempt: write.attempt, revision: write.revision },
        update: { revision: write.revision },
      });
      return;
    case "checkout.open": {
      const { choice, ...checkout } = write.checkout;
      await tx.checkout.create({ data: { accountId, status: "OPEN", ...choice, ...checkout } });
      return;
    }
    case "checkout.mark":
      await tx.checkout.update({
        where: { id: write.id },
        data: {
          ...(write.status ? { status: write.status } : {}),
          ...(write.retired ? { retiredAt: at } : {}),
        },
      });
      return;
    case "checkout.session":
      await tx.checkout.update({
        where: { id: write.id },
        data: { stripeSessionId: write.sessionId },
      });
      return;
    case "effect.withdraw":
      await settleRow(tx, { slot: write.slot, attempts: 0 }, { outcome: { is: "withdrawn" }, at });
      return;
    case "effect.settle":
      await settleRow(tx, { id: write.effectId }, { outcome: toJson(write.outcome), at });
      return;
    case "subscription.upsert": {
      const { discount } = write.subscription;
      const row = {
        ...fromSubscription(write.subscription),
        discount: discount === null ? Prisma.DbNull : toJson(discount),
      };
      await tx.subscription.upsert({
        where: { accountId },
        create: { accountId, ...row },
        update: row,
      });
      return;
    }
    case "sync.advance":
      await tx.billingAccount.update({
        where: { id: accountId },
        data: { syncVersion: account.syncVersion + 1 },
      });
  }
}

/** Exactly one row, and only while its outcome is unknown; anything else would be a lost race that nobody noticed. */
async function settleRow(
  tx: Prisma.TransactionClient,
  where: Prisma.EffectWhereInput,
  { outcome, at }: { outcome: Prisma.InputJsonObject; at: Date },
): Promise<void> {
  const { count } = await tx.effect.updateMany({
    where: { ...where, outcome: { equals: Prisma.DbNull } },
    data: { outcome, settledAt: at },
  });
  if (count !== 1) throw new Error(`Expected to settle one effect, settled ${count}.`);
}
