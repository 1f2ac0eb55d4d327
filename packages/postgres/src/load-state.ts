import {
  type AccountId,
  type AccountState,
  type CheckoutId,
  type Outcome,
  toAccountId,
} from "@idem/domain";
import { z } from "zod";
import { parseOutcome } from "./effect-json.ts";
import { Prisma } from "./generated/client.ts";
import { toCheckout, toCustomer, toSubscription } from "./rows.ts";

export type Focus = {
  accountId: AccountId;
  /** The browser attempt whose highest revision matters. */
  attempt?: string;
  /** A checkout to load even if it is retired. */
  checkoutId?: CheckoutId;
  /** The effect about to be settled. */
  effectId?: string;
};

export type Loaded = {
  state: AccountState;
  settled: Outcome | null;
  /** The end of the account's audit chain. */
  auditHead: { seq: number; hash: string };
};

/**
 * Locks the account and reads what decisions may look at.
 *
 * Two statements, never one: at READ COMMITTED a locking statement that waited re-reads only the locked row, while its
 * joins and subqueries keep the snapshot from before the wait. The second statement sees what the winner committed.
 * The lock lets others insert rows that refer to the account; only another decision waits for it.
 */
export async function loadState(tx: Prisma.TransactionClient, focus: Focus): Promise<Loaded> {
  await tx.$queryRaw`SELECT 1 FROM billing_account WHERE id = ${focus.accountId} FOR NO KEY UPDATE`;
  const row = await tx.billingAccount.findUniqueOrThrow({
    relationLoadStrategy: "join",
    where: { id: focus.accountId },
    include: {
      customer: true,
      subscription: true,
      attempts: { where: { attempt: focus.attempt ?? "" } },
      effects: { where: { id: focus.effectId ?? "" } },
      checkouts: {
        where: { OR: [{ retiredAt: null }, { id: focus.checkoutId ?? "" }] },
        orderBy: { createdAt: "asc" },
      },
    },
  });
  const creations = await lockCreations(
    tx,
    row.checkouts.map((checkout) => checkout.id),
  );
  const state: AccountState = {
    account: { ...row, id: toAccountId(row.id) },
    customer: row.customer && toCustomer(row.customer),
    subscription: row.subscription && toSubscription(row.subscription),
    checkouts: row.checkouts.map((checkout) =>
      toCheckout(checkout, creations.get(`session.create:${checkout.id}`) ?? "settled"),
    ),
    revisions: Object.fromEntries(row.attempts.map(({ attempt, revision }) => [attempt, revision])),
  };
  return {
    state,
    settled: parseOutcome(row.effects[0]?.outcome ?? null),
    auditHead: { seq: row.auditSeq, hash: row.auditHash },
  };
}

const creationRow = z.object({ slot: z.string(), creation: z.enum(["unsent", "sent", "settled"]) });

/**
 * Where each checkout's `session.create` stands. Locked, because a claim does not take the account's lock: without
 * this a session could be sent for in the moment in which the decision withdraws it.
 */
async function lockCreations(tx: Prisma.TransactionClient, checkoutIds: string[]) {
  if (checkoutIds.length === 0) return new Map<string, "unsent" | "sent" | "settled">();
  const slots = checkoutIds.map((id) => `session.create:${id}`);
  const rows = await tx.$queryRaw`
    SELECT slot, CASE WHEN outcome IS NOT NULL THEN 'settled' WHEN attempts = 0 THEN 'unsent' ELSE 'sent' END AS creation
    FROM effect WHERE slot IN (${Prisma.join(slots)}) ORDER BY slot, generation FOR UPDATE`;
  return new Map(
    z
      .array(creationRow)
      .parse(rows)
      .map(({ slot, creation }) => [slot, creation]),
  );
}
