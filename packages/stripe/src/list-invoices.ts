import type { InvoicePage, InvoiceView } from "@idem/billing";
import type { StripeCustomerId } from "@idem/domain";
import type Stripe from "stripe";
import { readingOne } from "./reading.ts";
import { toInvoice } from "./to-invoice.ts";

/** A page of a customer's invoices, newest first; `null` where the invoice that it is to begin after does not exist. */
export const listInvoices = (
  stripe: Stripe,
  customer: StripeCustomerId,
  { limit, after }: InvoicePage,
): Promise<InvoiceView[] | null> =>
  readingOne(async () => {
    const begin = after === null ? {} : { starting_after: after };
    const { data } = await stripe.invoices.list({ customer, limit, ...begin }, inTime);
    return data.map(toInvoice);
  });

/** Somebody looks at their page meanwhile. What it says while Stripe is silent must not come 20 s late. */
const inTime = { timeout: 4_000, maxNetworkRetries: 0 };
