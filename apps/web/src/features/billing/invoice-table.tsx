import { useQuery } from "@tanstack/react-query";
import { type Answers, trpc } from "../../app/idem.ts";
import { texts } from "../../texts/app.ts";
import { billingTexts, invoiceStatusTexts } from "../../texts/billing.ts";
import { Button } from "../../ui/button.tsx";
import { shortDate } from "../../ui/dates.ts";
import { money } from "../../ui/money.ts";

type Invoice = Extract<Answers["billing"]["invoices"], { is: "listed" }>["invoices"][number];

const words = billingTexts;

/** Invoices come from Stripe: when it does not answer, the rest of the page still does. */
export function InvoiceTable() {
  const { data, isPending, isError, refetch } = useQuery(
    trpc.billing.invoices.queryOptions(undefined, { staleTime: 0 }),
  );
  return (
    <section aria-labelledby="invoices" className="flex flex-col gap-4">
      <h2 id="invoices" className="text-xl font-semibold">
        {words.invoices}
      </h2>
      {isPending && <div aria-hidden="true" className="h-28 rounded bg-sunken" />}
      {(isError || data?.is === "refused") && (
        <div role="alert" className="flex flex-wrap items-center gap-4">
          <p className="text-muted">{words.invoicesLater}</p>
          <Button look="plain" onClick={() => refetch()}>
            {texts.retry}
          </Button>
        </div>
      )}
      {data?.is === "listed" && data.invoices.length === 0 && (
        <p className="text-muted">{words.noInvoices}</p>
      )}
      {data?.is === "listed" && data.invoices.length > 0 && <Rows invoices={data.invoices} />}
    </section>
  );
}

const cell = "py-3 pr-6 text-left align-baseline max-sm:p-0";

/** A table; on a phone each row becomes a small block, with the same cells in the same order. */
const Rows = ({ invoices }: { invoices: Invoice[] }) => (
  <table className="w-full border-t border-line">
    <caption className="sr-only">{words.invoices}</caption>
    <thead className="text-sm text-muted max-sm:sr-only">
      <tr className="border-b border-line">
        <th scope="col" className={`${cell} font-normal`}>
          {words.date}
        </th>
        <th scope="col" className={`${cell} font-normal`}>
          {words.number}
        </th>
        <th scope="col" className={`${cell} font-normal`}>
          {words.status}
        </th>
        <th scope="col" className={`${cell} font-normal sm:text-right`}>
          {words.total}
        </th>
        <th scope="col" className={`${cell} font-normal sm:pr-0 sm:text-right`}>
          {words.links}
        </th>
      </tr>
    </thead>
    <tbody>
      {invoices.map((invoice) => (
        <Row key={invoice.id} invoice={invoice} />
      ))}
    </tbody>
  </table>
);

function Row({ invoice }: { invoice: Invoice }) {
  const number = invoice.number ?? words.unnumbered;
  return (
    <tr className="border-b border-line max-sm:grid max-sm:grid-cols-[1fr_auto] max-sm:gap-x-4 max-sm:gap-y-1 max-sm:py-4">
      <td className={cell}>{shortDate(invoice.createdAt)}</td>
      <td className={`${cell} max-sm:order-3 max-sm:text-muted`}>{number}</td>
      <td className={`${cell} max-sm:order-4 max-sm:text-right`}>{statusText(invoice.status)}</td>
      <td className={`${cell} font-medium max-sm:order-2 sm:text-right`}>
        {money(invoice.total, invoice.currency)}
      </td>
      <td className={`${cell} max-sm:order-5 sm:pr-0 sm:text-right`}>
        <span className="inline-flex gap-5">
          {invoice.hostedUrl !== null && (
            <Document href={invoice.hostedUrl} name={words.viewNamed(number)}>
              {words.view}
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

const Document = ({ href, name, children }: { href: string; name: string; children: string }) => (
  <a
    href={href}
    aria-label={name}
    target="_blank"
    rel="noreferrer"
    className="inline-flex min-h-6 items-center text-accent underline underline-offset-4"
  >
    {children}
  </a>
);

const known: ReadonlyMap<string, string> = new Map(Object.entries(invoiceStatusTexts));
const statusText = (status: string | null): string => known.get(status ?? "") ?? status ?? "";
