import { invoiceTexts as words } from "../../texts/invoice.ts";
import { longDate } from "../../ui/long-date.ts";
import { money } from "../../ui/money.ts";
import type { InvoiceDocument } from "./invoice-paper.tsx";

type Line = { key: string; term: string; amount: number; isTotal?: boolean };

/** From the lines to what was paid. A line that would say nothing is left out. */
export const InvoiceTotals = ({ invoice }: { invoice: InvoiceDocument }) => (
  <dl className="w-full break-inside-avoid self-end sm:max-w-sm print:max-w-sm">
    {totals(invoice).map(({ key, term, amount, isTotal = false }) => (
      <div
        key={key}
        className={`flex justify-between gap-6 py-2 ${isTotal ? "border-t border-line font-semibold" : ""}`}
      >
        <dt className={isTotal ? "" : "text-muted"}>{term}</dt>
        <dd>{money(amount, invoice.currency)}</dd>
      </div>
    ))}
  </dl>
);

function totals(invoice: InvoiceDocument): Line[] {
  const { subtotal, discounts, taxes, total, creditUsed, amountRemaining, payments } = invoice;
  return [
    { key: "subtotal", term: words.subtotal, amount: subtotal },
    ...discounts.map(({ name, amount }, index) => ({
      key: `discount ${index}`,
      term: words.discount(name),
      amount: -amount,
    })),
    ...taxes.map(({ name, amount, isIncluded }, index) => ({
      key: `tax ${index}`,
      term: isIncluded ? words.taxIncluded(name) : words.tax(name),
      amount,
    })),
    { key: "total", term: words.total, amount: total, isTotal: true },
    ...credit(creditUsed),
    ...payments.map(({ at, amount }) => ({
      key: `payment ${at}`,
      term: words.payment(longDate(at)),
      amount: -amount,
    })),
    { key: "due", term: words.amountDue, amount: amountRemaining, isTotal: true },
  ];
}

function credit(used: number): Line[] {
  if (used === 0) return [];
  return used > 0
    ? [{ key: "credit", term: words.credit, amount: -used }]
    : [{ key: "credit", term: words.creditAdded, amount: -used }];
}
