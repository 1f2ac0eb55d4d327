import type { InvoiceAnswer } from "./answers.ts";
import type { InvoiceQuestion } from "./billing.ts";
import type { Ports } from "./ports/ports.ts";
import { refuseSilence } from "./refuse-silence.ts";

/** One invoice of the account, to be read and printed. Somebody else's is unknown, as one that never was (G8). */
export async function showInvoice(
  { store, gateway }: Ports,
  { accountId, invoiceId }: InvoiceQuestion,
): Promise<InvoiceAnswer> {
  const { customer } = await store.account(accountId);
  if (customer === null) return unknown;
  try {
    const invoice = await gateway.invoice(customer.stripeCustomerId, invoiceId);
    return invoice === null ? unknown : { is: "found", invoice };
  } catch (error) {
    return refuseSilence(
      error,
      "This invoice cannot be loaded right now. Please try again in a moment.",
    );
  }
}

const unknown = { is: "unknown", message: "There is no such invoice." } as const;
