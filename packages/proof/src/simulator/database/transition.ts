import {
  type AccountId,
  type AccountState,
  type Actor,
  type CheckoutId,
  creationSlot,
  type Decision,
  type Outcome,
  type Subscription,
} from "@idem/domain";
import type { Life } from "../scheduler.ts";
import type { Sim } from "../sim.ts";
import { partyOf } from "../trace.ts";
import { applyDecision } from "./apply-decision.ts";
import { describeWrite } from "./describe-write.ts";
import { ConnectionCut } from "./statement.ts";
import { accountRow, generationsOf, type Transaction } from "./tables.ts";

type Focus = {
  accountId: AccountId;
  actor: Actor;
  attempt?: string;
  checkoutId?: CheckoutId;
  cards?: readonly string[];
  effectId?: string;
};

export type Transition = <A>(
  focus: Focus,
  decide: (state: AccountState, settled: Outcome | null) => Decision<A>,
) => Promise<A>;

/**
 * `transition` as PostgreSQL runs it at READ COMMITTED: the account's lock, a read, the locks on the creations of its
 * checkouts, then writes and commit. Each statement sees what is committed when it runs; a crash before the last loses
 * everything.
 */
export function createTransition(sim: Sim, life: Life): Transition {
  const { tables, scheduler, flaws } = sim;
  return async (focus, decide) => {
    const tx: Transaction = { life };
    const { accountId } = focus;
    const isLocking = !flaws.has("no account lock");
    await scheduler.turn(life, () => !isLocking || !tables.locks.has(accountId));
    if (isLocking) tables.locks.set(accountId, tx);
    try {
      await scheduler.turn(life);
      const row = accountRow(tables, accountId);
      const settled = tables.effects.get(focus.effectId ?? "")?.outcome ?? null;
      const checkouts = row.checkouts.filter((one) => !one.retired || one.id === focus.checkoutId);
      const slots = checkouts.map(({ id }) => creationSlot(id));
      const isFree = () => slots.every((slot) => !tables.locks.has(slot));
      if (slots.length > 0) await scheduler.turn(life, isFree);
      for (const slot of slots) tables.locks.set(slot, tx);
      const usedCards = await lockUsedCards(sim, tx, focus);
      const state: AccountState = {
        account: flaws.has("sync without version")
          ? { ...row.account, syncVersion: 0 }
          : row.account,
        customer: row.customer,
        subscription: row.subscription,
        trial: row.trial,
        usedCards,
        checkouts: checkouts.map((one) => ({ ...one, creation: creationOf(sim, one.id) })),
        running: running(sim, row.subscription, accountId),
        revisions: flaws.has("lower revision accepted") ? {} : row.revisions,
      };
      await scheduler.turn(life);
      return commit(sim, life, { row, decision: decide(state, settled) });
    } finally {
      for (const [name, holder] of tables.locks) if (holder === tx) tables.locks.delete(name);
    }
  };
}

/** As on PostgreSQL: one after the other for each card, and then a read of its own. */
async function lockUsedCards(
  { tables, scheduler }: Sim,
  tx: Transaction,
  { accountId, cards = [] }: Focus,
): Promise<string[]> {
  for (const card of cards.toSorted()) {
    await scheduler.turn(tx.life, () => !tables.locks.has(card) || tables.locks.get(card) === tx);
    tables.locks.set(card, tx);
  }
  if (cards.length > 0) await scheduler.turn(tx.life);
  const others = [...tables.accounts.values()].filter(({ account }) => account.id !== accountId);
  const used = new Set(others.map(({ trial }) => trial?.cardFingerprint));
  return cards.filter((card) => used.has(card));
}

/** Writes and commit are one moment: until then nobody else sees anything, and no lock is given back. */
function commit<A>(
  sim: Sim,
  life: Life,
  { row, decision }: { row: ReturnType<typeof accountRow>; decision: Decision<A> },
): A {
  const party = partyOf(life.node);
  const fault = sim.faults.next("database");
  if (fault === "lost request") {
    sim.trace.tell(party, "database", () => "✗ connection cut, rolled back");
    throw new ConnectionCut("before the commit");
  }
  applyDecision(sim, row, decision);
  sim.trace.tell(party, "database", () => describe(decision));
  if (fault === null) return decision.answer;
  sim.trace.tell("database", party, () => "✗ connection cut after the commit");
  throw new ConnectionCut("after the commit");
}

function creationOf({ tables }: Sim, id: CheckoutId): "unsent" | "sent" | "settled" {
  const latest = generationsOf(tables, creationSlot(id)).at(-1);
  if (!latest || latest.outcome !== null) return "settled";
  return latest.attempts === 0 ? "unsent" : "sent";
}

/** Effects about the subscription in doubt. */
function running(
  { tables }: Sim,
  subscription: Subscription | null,
  accountId: AccountId,
): string[] {
  const end = `subscription.cancel:${subscription?.stripeSubscriptionId}`;
  return [...tables.effects.values()]
    .filter((row) => row.accountId === accountId && row.outcome === null)
    .filter(({ slot, intent: { kind } }) => slot === end || actionKinds.has(kind))
    .map(({ slot }) => slot);
}

const actionKinds: ReadonlySet<string> = new Set([
  "subscription.update",
  "schedule.create",
  "schedule.plan",
  "schedule.release",
  "invoice.pay",
]);

function describe({ writes, effects }: Decision<unknown>): string {
  const parts = [...writes.map(describeWrite), ...effects.map(({ kind }) => `+${kind}`)];
  return `commit: ${parts.join("; ") || "nothing"}`;
}
