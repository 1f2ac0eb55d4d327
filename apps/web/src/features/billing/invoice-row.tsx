import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { billingTexts as words } from "../../texts/billing.ts";
import { shortDate } from "../../ui/dates.ts";
import { money } from "../../ui/money.ts";
import { invoiceStatus } from "./invoice-status.ts";
import type { Invoice } from "./use-invoices.ts";

export const invoiceCell = "py-3 pr-6 text-left align-baseline max-sm:p-0";

const link = "inline-flex min-h-6 items-center text-accent underline underline-offset-4";

export function InvoiceRow({ invoice }: { invoice: Invoice }) {
  const number = invoice.number ?? words.unnumbered;
  const isOpen = invoice.status === "open";
  return (
    <tr className="border-b border-line max-sm:grid max-sm:grid-cols-[1fr_auto] max-sm:gap-x-4 max-sm:gap-y-1 max-sm:py-4">
      <td className={invoiceCell}>{shortDate(invoice.createdAt)}</td>
      <td className={`${invoiceCell} max-sm:order-3`}>
        <Link
          to="/billing/invoices/$invoiceId"
          params={{ invoiceId: invoice.id }}
          aria-label={words.openNamed(number)}
          className={link}
        >
          {number}
        </Link>
      </td>
      <td className={`${invoiceCell} max-sm:order-4 max-sm:text-right ${isOpen ? "text-bad" : ""}`}>
        {invoiceStatus(invoice.status)}
      </td>
      <td className={`${invoiceCell} font-medium max-sm:order-2 sm:text-right`}>
        {money(invoice.total, invoice.currency)}
      </td>
      <td className={`${invoiceCell} max-sm:order-5 max-sm:col-span-2 sm:pr-0 sm:text-right`}>
        <span className="inline-flex flex-wrap gap-x-5">
          {invoice.hostedUrl !== null && (
            <Document
              href={invoice.hostedUrl}
              name={isOpen ? words.payPageNamed(number) : words.viewNamed(number)}
            >
              {isOpen ? words.payPage : words.view}
            </Document>
          )}
          {invoice.pdfUrl !== null && (
            <Document href={invoice.pdfUrl} name={words.pdfNamed(number)}>
              {words.pdf}
            </Document>
          )}
        </span>
      </td>
    </tr>
  );
}

const Document = ({
  href,
  name,
  children,
}: {
  href: string;
  name: string;
  children: ReactNode;
}) => (
  <a href={href} aria-label={name} target="_blank" rel="noreferrer" className={link}>
    {children}
  </a>
);
