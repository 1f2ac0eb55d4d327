import type { InvoiceDocument } from "@idem/billing";
import type { StripeCustomerId, StripeInvoiceId } from "@idem/domain";
import type Stripe from "stripe";
import { idOf } from "./id-of.ts";
import { reading, readingOne } from "./reading.ts";
import { toInvoiceDocument } from "./to-invoice-document.ts";

/**
 * One invoice with all its lines and payments; `null` where it does not exist or is another customer's. Four levels are
 * as deep as Stripe expands (docs.stripe.com/expand), so the names of tax rates are asked for one by one.
 */
export async function readInvoice(
  stripe: Stripe,
  customer: StripeCustomerId,
  id: StripeInvoiceId,
): Promise<InvoiceDocument | null> {
  const invoice = await readingOne(() =>
    stripe.invoices.retrieve(id, {
      expand: [
        "total_discount_amounts.discount.promotion_code",
        "total_discount_amounts.discount.source.coupon",
      ],
    }),
  );
  if (invoice === null || idOf(invoice.customer) !== customer) return null;
  const [lines, payments, rates] = await Promise.all([
    all(stripe.invoices.listLineItems(id, { limit: 100 })),
    all(stripe.invoicePayments.list({ invoice: id, status: "paid", limit: 100 })),
    taxRates(stripe, invoice),
  ]);
  return toInvoiceDocument(invoice, { lines, payments, rates });
}

const all = <T>(list: AsyncIterable<T>): Promise<T[]> =>
  reading(async () => {
    const found: T[] = [];
    for await (const one of list) found.push(one);
    return found;
  });

async function taxRates(stripe: Stripe, invoice: Stripe.Invoice): Promise<Stripe.TaxRate[]> {
  const ids = (invoice.total_taxes ?? []).flatMap(
    ({ tax_rate_details: rate }) => rate?.tax_rate ?? [],
  );
  const found = await Promise.all(
    [...new Set(ids)].map((id) => readingOne(() => stripe.taxRates.retrieve(id))),
  );
  return found.filter((rate) => rate !== null);
}
