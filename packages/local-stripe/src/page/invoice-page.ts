import { formatAmount } from "../billing/money.ts";
import type { Invoice } from "../wire/stored.ts";
import { html, page } from "./html.ts";
import { pdfOf } from "./pdf.ts";
import { dayOf } from "./summary.ts";

type Row = { name: string; amount: string };

function rowsOf(invoice: Invoice): Row[] {
  const money = (amount: number) => formatAmount(amount, invoice.currency);
  const discount = (invoice.total_discount_amounts ?? []).reduce(
    (sum, { amount }) => sum + amount,
    0,
  );
  return [
    ...invoice.lines.data.map((line) => ({
      name: line.description ?? "",
      amount: money(line.amount),
    })),
    { name: "Subtotal", amount: money(invoice.subtotal) },
    ...(discount > 0 ? [{ name: "Discount", amount: money(-discount) }] : []),
    { name: "Total", amount: money(invoice.total) },
    ...(invoice.total === invoice.amount_due
      ? []
      : [{ name: "Amount due", amount: money(invoice.amount_due) }]),
    { name: "Paid", amount: money(invoice.amount_paid) },
  ];
}

/** The invoice as its owner sees it at `hosted_invoice_url`. */
export function invoicePage(invoice: Invoice, pdfAddress: string): string {
  const body = html`<main>
<h1>Invoice ${invoice.number ?? ""}</h1>
<p>${invoice.customer_email ?? ""}<br>${dayOf(invoice.created)} · ${invoice.status ?? ""}</p>
<dl>${rowsOf(invoice).map(({ name, amount }) => html`<div><dt>${name}</dt><dd>${amount}</dd></div>`)}</dl>
<p><a href="${pdfAddress}">Download as PDF</a></p>
</main>`;
  return page({ title: `Invoice ${invoice.number ?? ""}`, body });
}

export const invoicePdf = (invoice: Invoice): Uint8Array =>
  pdfOf([
    `Invoice ${invoice.number ?? ""}`,
    `${invoice.customer_name ?? ""} ${invoice.customer_email ?? ""}`.trim(),
    `${dayOf(invoice.created)}, ${invoice.status ?? ""}`,
    "",
    ...rowsOf(invoice).map(({ name, amount }) => `${name}: ${amount}`),
  ]);
