import { useEffect, useRef } from "react";
import { texts } from "../../texts/app.ts";
import { billingTexts as words } from "../../texts/billing.ts";
import { Button } from "../../ui/button.tsx";
import { InvoiceRow } from "./invoice-row.tsx";
import { type Invoice, useInvoices } from "./use-invoices.ts";

/** A further page of the table. What was asked for takes the focus when it is there: the button has gone. */
export function OlderInvoices({
  after,
  isLast,
  more,
}: {
  after: Invoice["id"];
  isLast: boolean;
  more: (after: Invoice["id"]) => void;
}) {
  const { data, isPending, refetch } = useInvoices(after);
  const rows = useRef<HTMLTableSectionElement>(null);
  const isListed = data?.is === "listed";
  useEffect(() => {
    if (isListed) rows.current?.querySelector("a")?.focus();
  }, [isListed]);
  return (
    <>
      <tbody ref={rows}>
        {data?.is === "listed" &&
          data.invoices.map((invoice) => <InvoiceRow key={invoice.id} invoice={invoice} />)}
      </tbody>
      {isLast && (
        <tbody>
          <tr>
            <td colSpan={5} className="pt-4">
              <span role="status" className="sr-only">
                {data?.is === "listed" && words.olderShown(data.invoices.length)}
              </span>
              {isPending && <span aria-hidden="true" className="block h-11 rounded bg-sunken" />}
              {!isPending && data?.is !== "listed" && (
                <span role="alert" className="flex flex-wrap items-center gap-4">
                  <span className="text-muted">{words.invoicesLater}</span>
                  <Button look="plain" onClick={() => refetch()}>
                    {texts.retry}
                  </Button>
                </span>
              )}
              {data?.is === "listed" && <More next={data.next} more={more} />}
            </td>
          </tr>
        </tbody>
      )}
    </>
  );
}

const More = ({
  next,
  more,
}: {
  next: Invoice["id"] | null;
  more: (after: Invoice["id"]) => void;
}) =>
  next === null ? null : (
    <Button look="plain" onClick={() => more(next)}>
      {words.older}
    </Button>
  );
