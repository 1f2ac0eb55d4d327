import { useState } from "react";
import { texts } from "../../texts/app.ts";
import { billingTexts as words } from "../../texts/billing.ts";
import { Button } from "../../ui/button.tsx";
import { invoiceCell as cell, InvoiceRow } from "./invoice-row.tsx";
import { OlderInvoices } from "./older-invoices.tsx";
import { type Invoice, useInvoices } from "./use-invoices.ts";

/** Invoices come from Stripe: when it does not answer, the rest of the page still does. */
export function InvoiceTable() {
  const { data, isPending, isError, refetch } = useInvoices();
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
      {data?.is === "listed" && data.invoices.length > 0 && (
        <Pages first={data.invoices} next={data.next} />
      )}
    </section>
  );
}

/** A table; on a phone each row becomes a small block, with the same cells in the same order. */
function Pages({ first, next }: { first: Invoice[]; next: Invoice["id"] | null }) {
  const [older, setOlder] = useState<Invoice["id"][]>([]);
  const isWhole = next === null || older.length > 0;
  return (
    <>
      <table className="w-full border-t border-line">
        <caption className="sr-only">{words.invoices}</caption>
        <Head />
        <tbody>
          {first.map((invoice) => (
            <InvoiceRow key={invoice.id} invoice={invoice} />
          ))}
        </tbody>
        {older.map((after, index) => (
          <OlderInvoices
            key={after}
            after={after}
            isLast={index === older.length - 1}
            more={(last) => setOlder([...older, last])}
          />
        ))}
      </table>
      {!isWhole && (
        <p>
          <Button look="plain" onClick={() => setOlder([next])}>
            {words.older}
          </Button>
        </p>
      )}
    </>
  );
}

const Head = () => (
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
);
