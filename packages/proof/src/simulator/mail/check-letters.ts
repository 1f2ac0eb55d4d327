import { type AccountId, isLive } from "@idem/domain";
import { accountRow } from "../database/tables.ts";
import type { Sim } from "../sim.ts";

/**
 * What was written down has been sent; and of what the rows say now, the customer was told, as the row and the news of it
 * are one commit.
 */
export function checkLetters(sim: Sim, accountId: AccountId): void {
  const { tables, mailbox, violations, hasLetters } = sim;
  if (!hasLetters) return;
  for (const { slot, intent } of tables.effects.values())
    if (intent.kind === "email.send" && intent.accountId === accountId && !mailbox.has(slot))
      violations.push(`G4: ${slot} was never sent.`);
  for (const slot of [...dueLetters(sim, accountId), ...skippedReceipts(sim, accountId)])
    if (!mailbox.has(slot)) violations.push(`G4: nobody has sent ${slot}.`);
}

/** Whoever was told of one payment was told of each that came after it, however late anybody looked. */
function skippedReceipts({ tables, stripe, mailbox }: Sim, accountId: AccountId): string[] {
  const id = accountRow(tables, accountId).subscription?.stripeSubscriptionId;
  const found = id === undefined ? undefined : stripe.subscriptions.get(id);
  const slots = [...(found?.earlier ?? [])]
    .filter(({ status, total }) => status === "paid" && total > 0)
    .map((invoice) => `email.send:${accountId}:receipt:${invoice.id}`);
  const first = slots.findIndex((slot) => mailbox.has(slot));
  return first === -1 ? [] : slots.slice(first);
}

function dueLetters({ tables, stripe }: Sim, accountId: AccountId): string[] {
  const { subscription } = accountRow(tables, accountId);
  if (subscription === null) return [];
  const { stripeSubscriptionId: id, status } = subscription;
  const letter = (template: string, about: string) =>
    `email.send:${accountId}:${template}:${about}`;
  const invoice = stripe.subscriptions.get(id)?.invoice;
  return [
    ...(isLive(status) ? [letter("welcome", id)] : []),
    ...(invoice?.status === "paid" && invoice.total > 0 ? [letter("receipt", invoice.id)] : []),
    ...(invoice?.status === "open" && status === "past_due"
      ? [letter("payment_failed", invoice.id)]
      : []),
  ];
}
