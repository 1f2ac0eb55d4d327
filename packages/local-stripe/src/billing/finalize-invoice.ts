import { change, type World } from "../state/world.ts";
import { randomText } from "../wire/id.ts";
import { localUrl } from "../wire/render.ts";
import type { Customer, Invoice, InvoiceLineItem } from "../wire/stored.ts";
import { recordBalance } from "./balance.ts";
import { isSpent } from "./discount.ts";

/**
 * Closes a draft: it gets its number and its page, takes the customer's balance, and uses up discounts.
 * What is due is worked out by the balance of this moment, not by that of the draft.
 */
export function finalizeInvoice(world: World, drawn: Invoice): Invoice {
  const owner = ownerOf(world, drawn);
  const sequence = owner?.next_invoice_sequence ?? 1;
  const starting = owner?.balance ?? 0;
  const due = Math.max(drawn.total + starting, 0);
  const ending = applyBalance(world, drawn, starting);
  const secret = randomText(24);
  const invoice = change(
    world,
    { kind: "invoices", event: "invoice.finalized" },
    {
      ...drawn,
      amount_due: due,
      amount_remaining: due,
      automatically_finalizes_at: null,
      effective_at: world.now(),
      ending_balance: ending,
      hosted_invoice_url: localUrl(`/i/${drawn.id}/${secret}`),
      invoice_pdf: localUrl(`/i/${drawn.id}/${secret}/pdf`),
      number: `${owner?.invoice_prefix ?? "LOCAL"}-${String(sequence).padStart(4, "0")}`,
      starting_balance: starting,
      status: "open",
      status_transitions: { ...drawn.status_transitions, finalized_at: world.now() },
    },
  );
  if (owner !== undefined) {
    const tells = owner.currency === null || owner.balance !== ending;
    change(
      world,
      { kind: "customers", ...(tells ? { event: "customer.updated" } : {}) },
      {
        ...owner,
        balance: ending,
        currency: invoice.currency,
        next_invoice_sequence: sequence + 1,
      },
    );
  }
  spendDiscounts(world, invoice);
  return invoice;
}

function ownerOf(world: World, invoice: Invoice): Customer | undefined {
  const owner = world.store.customers.get(invoice.customer ?? "");
  return owner !== undefined && "balance" in owner ? owner : undefined;
}

function applyBalance(world: World, invoice: Invoice, starting: number): number {
  const ending = Math.min(invoice.total + starting, 0);
  const amount = ending - starting;
  if (amount === 0) return ending;
  const moved = { amount, ending, currency: invoice.currency, invoice: invoice.id };
  recordBalance(world, invoice.customer ?? "", { ...moved, type: "applied_to_invoice" });
  return ending;
}

function spendDiscounts(world: World, invoice: Invoice): void {
  const spent = (invoice.discounts ?? [])
    .map((id) => world.store.discounts.get(id))
    .filter((discount) => discount !== undefined)
    .filter((discount) =>
      isSpent(world, discount, sum(invoice.lines.data.map((line) => tookOff(line, discount.id)))),
    );
  const subscription = world.store.subscriptions.get(
    invoice.parent?.subscription_details?.subscription ?? "",
  );
  if (spent.length === 0 || subscription === undefined) return;
  const discounts = subscription.discounts.filter(
    (id) => !spent.some((discount) => discount.id === id),
  );
  change(world, { kind: "subscriptions" }, { ...subscription, discounts });
  for (const discount of spent) world.emit("customer.discount.deleted", discount);
}

const sum = (amounts: number[]) => amounts.reduce((left, right) => left + right, 0);

/** What one discount took off a line. */
export const tookOff = (line: InvoiceLineItem, discount: string): number =>
  sum(
    (line.discount_amounts ?? [])
      .filter((entry) => entry.discount === discount)
      .map(({ amount }) => amount),
  );
