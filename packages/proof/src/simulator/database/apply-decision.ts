import { type Checkout, type Decision, slotOf, type Write } from "@idem/domain";
import type { Sim } from "../sim.ts";
import { recordEffect } from "./effect-row.ts";
import { findUnaudited } from "./find-unaudited.ts";
import { ConnectionCut } from "./statement.ts";
import type { AccountRow } from "./tables.ts";

/** Writes a decision, or throws and writes nothing: what a constraint refuses, rolls all of it back. */
export function applyDecision(sim: Sim, before: AccountRow, decision: Decision<unknown>): void {
  const { tables } = sim;
  const settled = new Map(
    decision.writes.flatMap((write) => {
      const effect = settledBy(sim, write);
      return effect === null ? [] : [[effect.id, effect] as const];
    }),
  );
  let after = decision.writes.reduce(changed, before);
  after = { ...after, audit: [...before.audit, ...decision.audit] };
  refuseDuplicates(sim, after);
  for (const write of decision.writes)
    if (write.write === "revision.raise") {
      const known = before.revisions[write.attempt] ?? -1;
      if (write.revision < known)
        sim.violations.push(
          `G9: ${write.attempt} fell from revision ${known} to ${write.revision}.`,
        );
    }
  const unaudited = findUnaudited(before, after, decision.audit);
  if (unaudited !== null) sim.violations.push(`G7: ${unaudited} changed without an audit event.`);

  tables.accounts.set(after.account.id, after);
  remember(sim, after);
  for (const [id, effect] of settled) tables.effects.set(id, effect);
  for (const intent of decision.effects) recordEffect(sim, intent, slotOf(intent));
}

/** What the checks want to know later. */
function remember({ tables }: Sim, { account, customer, checkouts }: AccountRow): void {
  const emails = tables.emails.get(account.id) ?? [];
  if (customer !== null && !tables.knownAt.has(customer.stripeCustomerId))
    tables.knownAt.set(customer.stripeCustomerId, emails.length - 1);
  for (const { status, stripeSessionId: id } of checkouts)
    if (status === "OPEN" && id !== null) tables.presentable.add(id);
}

function settledBy({ tables, flaws }: Sim, write: Write) {
  if (write.write !== "effect.settle" && write.write !== "effect.withdraw") return null;
  const outcome = write.write === "effect.settle" ? write.outcome : { is: "withdrawn" as const };
  const effect =
    write.write === "effect.settle"
      ? tables.effects.get(write.effectId)
      : [...tables.effects.values()].find(
          (row) => row.slot === write.slot && row.attempts === 0 && row.outcome === null,
        );
  if (flaws.has("claim without record") && !effect) return null;
  // Without the account's lock it may have been given up between the read and this write: PostgreSQL would roll back.
  if (flaws.has("no account lock") && effect?.outcome?.is === "void")
    throw new ConnectionCut("its generation was given up");
  if (effect?.outcome !== null) throw new Error("Expected to settle one effect, settled 0.");
  return { ...effect, outcome };
}

function changed(row: AccountRow, write: Write): AccountRow {
  const { account, checkouts } = row;
  const edit = (id: string, change: Partial<Checkout>): AccountRow => ({
    ...row,
    checkouts: checkouts.map((one) => (one.id === id ? { ...one, ...change } : one)),
  });
  switch (write.write) {
    case "customer.upsert":
      return { ...row, customer: write.customer };
    case "customer.retire": {
      const customerOrdinal = account.customerOrdinal + 1;
      return { ...row, customer: null, account: { ...account, customerOrdinal } };
    }
    case "account.contact":
      return { ...row, account: { ...account, ...write.contact } };
    case "revision.raise":
      return { ...row, revisions: { ...row.revisions, [write.attempt]: write.revision } };
    case "checkout.open": {
      const fresh = { status: "OPEN", stripeSessionId: null, retired: false } as const;
      const checkout: Checkout = { ...write.checkout, ...fresh, creation: "settled" };
      return { ...row, checkouts: [...checkouts, checkout] };
    }
    case "checkout.mark":
      return edit(write.id, {
        ...(write.status ? { status: write.status } : {}),
        ...(write.retired ? { retired: true } : {}),
      });
    case "checkout.session":
      return edit(write.id, { stripeSessionId: write.sessionId });
    case "subscription.upsert":
      return { ...row, subscription: write.subscription };
    case "trial.use":
      return { ...row, trial: write.trial };
    case "sync.advance":
      return { ...row, account: { ...account, syncVersion: account.syncVersion + 1 } };
    case "effect.withdraw":
    case "effect.settle":
      return row;
  }
}

/** The unique indexes and checks of the schema. */
function refuseDuplicates({ tables }: Sim, after: AccountRow): void {
  const { checkouts, customer, subscription, account } = after;
  if (checkouts.filter(({ status }) => status === "OPEN").length > 1)
    throw new Error("checkout_one_open_key");
  if (checkouts.some(({ status, retired }) => status === "OPEN" && retired))
    throw new Error("checkout_open_is_not_retired_check");
  const sessions = checkouts.flatMap(({ stripeSessionId: id }) => (id === null ? [] : [id]));
  if (new Set(sessions).size < sessions.length) throw new Error("checkout_stripe_session_id_key");
  for (const other of tables.accounts.values()) {
    if (other.account.id === account.id) continue;
    if (customer && other.customer?.stripeCustomerId === customer.stripeCustomerId)
      throw new Error("customer_stripe_customer_id_key");
    const ownId = subscription?.stripeSubscriptionId;
    if (ownId !== undefined && other.subscription?.stripeSubscriptionId === ownId)
      throw new Error("subscription_stripe_subscription_id_key");
    const card = after.trial?.cardFingerprint ?? null;
    if (card !== null && other.trial?.cardFingerprint === card)
      throw new Error("trial_use_card_fingerprint_key");
    if (other.checkouts.some(({ stripeSessionId: id }) => id !== null && sessions.includes(id)))
      throw new Error("checkout_stripe_session_id_key");
  }
}
