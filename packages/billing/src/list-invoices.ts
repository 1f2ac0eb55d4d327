import type { InvoicesAnswer } from "./answers.ts";
import type { InvoicesQuestion } from "./billing.ts";
import type { Ports } from "./ports/ports.ts";
import { refuseSilence } from "./refuse-silence.ts";

/** A year of monthly invoices fits on a page. */
const pageSize = 12;

/** The account's invoices, newest first, a page at a time; none for an account that never got as far as Stripe. */
export async function listInvoices(
  { store, gateway }: Ports,
  { accountId, after }: InvoicesQuestion,
): Promise<InvoicesAnswer> {
  const { customer } = await store.account(accountId);
  if (customer === null) return { is: "listed", invoices: [], next: null };
  try {
    // One more than is shown tells whether there is another page.
    const page = { limit: pageSize + 1, after };
    const found = (await gateway.invoices(customer.stripeCustomerId, page)) ?? [];
    const invoices = found.slice(0, pageSize);
    const next = found.length > pageSize ? (invoices.at(-1)?.id ?? null) : null;
    return { is: "listed", invoices, next };
  } catch (error) {
    return refuseSilence(
      error,
      "Invoices cannot be loaded right now. Please try again in a moment.",
    );
  }
}
