import { formatAmount } from "../billing/money.ts";
import type { World } from "../state/world.ts";
import type { Invoice } from "../wire/stored.ts";
import { type Html, html, page } from "./html.ts";
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

type Shown = { address: string; error?: string };

/** The invoice as its owner sees it at `hosted_invoice_url`; an open one can be paid there. */
export function invoicePage(world: World, invoice: Invoice, { address, error }: Shown): string {
  const body = html`<main>
<h1>Invoice ${invoice.number ?? ""}</h1>
<p>${invoice.customer_email ?? ""}<br>${dayOf(invoice.created)} · ${invoice.status ?? ""}</p>
<dl>${rowsOf(invoice).map(({ name, amount }) => html`<div><dt>${name}</dt><dd>${amount}</dd></div>`)}</dl>
${error !== undefined && html`<p role="alert">${error}</p>`}
${isPayable(invoice) && payForm(world, invoice, address)}
<p><a href="${address}/pdf">Download as PDF</a></p>
</main>`;
  return page({ title: `Invoice ${invoice.number ?? ""}`, body });
}

const isPayable = ({ status }: Invoice) => status === "open" || status === "uncollectible";

function payForm(world: World, invoice: Invoice, address: string): Html {
  const waiting = waitingIntent(world, invoice);
  return html`${waiting !== undefined && html`<p><a href="/3ds/${waiting}">Confirm the payment with your bank</a></p>`}
<form method="post" action="${address}">
<label for="card">Card number</label>
<input id="card" name="card" inputmode="numeric" autocomplete="cc-number" required>
<button>Pay ${formatAmount(invoice.amount_remaining, invoice.currency)}</button>
</form>`;
}

/** The payment of an invoice that waits for the cardholder's bank. */
function waitingIntent(world: World, invoice: Invoice): string | undefined {
  const scope = { index: "invoice", key: invoice.id };
  for (const [, { payment }] of world.store.invoice_payments.newestFirst(scope)) {
    const intent = world.store.payment_intents.get(payment.payment_intent ?? "");
    if (intent?.status === "requires_action") return intent.id;
  }
  return undefined;
}

export const invoicePdf = (invoice: Invoice): Uint8Array =>
  pdfOf([
    `Invoice ${invoice.number ?? ""}`,
    `${invoice.customer_name ?? ""} ${invoice.customer_email ?? ""}`.trim(),
    `${dayOf(invoice.created)}, ${invoice.status ?? ""}`,
    "",
    ...rowsOf(invoice).map(({ name, amount }) => `${name}: ${amount}`),
  ]);
