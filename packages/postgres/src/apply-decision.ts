import { type Actor, type Decision, isBillingChange, type Write } from "@idem/domain";
import { appendRows } from "./append-rows.ts";
import { bookMovements } from "./book-movements.ts";
import type { Encode } from "./effect-rows.ts";
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
  const { writes, audit, effects } = decision;
  if (audit.length === 0 && writes.some(isBillingChange))
    throw new Error("A change of billing state has no audit entry.");
  for (const write of writes) await applyWrite(tx, write, applying);
  if (writes.length + audit.length + effects.length > 0) await appendRows(tx, decision, applying);
  await bookMovements(tx, decision, applying);
}

/** What is sold, paid or payable: one statement each, in the decision's order, because unique indexes are checked at once. */
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
      return;
    case "account.contact":
      await tx.billingAccount.updateMany({ where: { id: accountId }, data: write.contact });
      return;
    case "checkout.open": {
      const { choice, ...checkout } = write.checkout;
      await tx.checkout.createMany({ data: { accountId, status: "OPEN", ...choice, ...checkout } });
      return;
    }
    case "checkout.mark":
      await oneCheckout(tx, write.id, {
        ...(write.status ? { status: write.status } : {}),
        ...(write.retired ? { retiredAt: at } : {}),
      });
      return;
    case "checkout.session":
      await oneCheckout(tx, write.id, { stripeSessionId: write.sessionId });
      return;
    case "subscription.upsert": {
      const { discount, scheduledChange, pendingChange, card, openInvoice } = write.subscription;
      const row = {
        ...fromSubscription(write.subscription),
        discount: toJsonColumn(discount),
        scheduledChange: toJsonColumn(scheduledChange),
        pendingChange: toJsonColumn(pendingChange),
        card: toJsonColumn(card),
        openInvoice: toJsonColumn(openInvoice),
      };
      await tx.subscription.upsert({
        where: { accountId },
        create: { accountId, ...row },
        update: row,
      });
      return;
    }
    case "trial.use":
      await tx.trialUse.createMany({ data: { accountId, ...write.trial } });
      return;
    case "revision.raise":
    case "effect.withdraw":
    case "effect.settle":
    case "sync.advance":
      return;
  }
}

/** Prisma tells the database's null from JSON's. */
const toJsonColumn = (value: unknown) => (value === null ? Prisma.DbNull : toJson(value));

/** Not `update`, which reads the whole row back. */
async function oneCheckout(
  tx: Prisma.TransactionClient,
  id: string,
  data: Prisma.CheckoutUncheckedUpdateManyInput,
): Promise<void> {
  const { count } = await tx.checkout.updateMany({ where: { id }, data });
  if (count !== 1) throw new Error(`Expected to change one checkout, changed ${count}.`);
}
