import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { failureOf, trpc } from "../../app/idem.ts";
import { texts } from "../../texts/app.ts";
import { billingTexts } from "../../texts/billing.ts";
import { invoiceTexts as words } from "../../texts/invoice.ts";
import { Button, buttonLook } from "../../ui/button.tsx";
import { FailureText } from "../../ui/failure-text.tsx";
import { money } from "../../ui/money.ts";
import { Notice } from "../../ui/notice.tsx";
import { PageHeading } from "../../ui/page-heading.tsx";
import { type InvoiceDocument, InvoicePaper } from "./invoice-paper.tsx";
import type { Invoice } from "./use-invoices.ts";

/** One invoice, to be read here and printed: on paper stands the invoice and nothing else. */
export function InvoicePage() {
  const { invoiceId = "" } = useParams({ strict: false });
  return isInvoiceId(invoiceId) ? <Known invoiceId={invoiceId} /> : <Unknown />;
}

const isInvoiceId = (text: string): text is Invoice["id"] => /^in_\w{1,250}$/.test(text);

function Known({ invoiceId }: { invoiceId: Invoice["id"] }) {
  const { data, isPending, isError, error, refetch } = useQuery(
    trpc.billing.invoice.queryOptions({ invoiceId }, { staleTime: 0 }),
  );
  if (isPending) return <div aria-hidden="true" className="h-96 max-w-3xl rounded bg-sunken" />;
  if (isError)
    return (
      <div role="alert" className="flex flex-col items-start gap-4">
        <FailureText failure={failureOf(error)} />
        <Button look="plain" onClick={() => refetch()}>
          {texts.retry}
        </Button>
      </div>
    );
  switch (data.is) {
    case "found":
      return <Found invoice={data.invoice} />;
    case "unknown":
      return <Unknown />;
    case "refused":
      return <Later retry={() => refetch()} />;
  }
}

function Found({ invoice }: { invoice: InvoiceDocument }) {
  const { number, hostedUrl, pdfUrl, status, currency, amountRemaining } = invoice;
  const title = number === null ? words.draft : words.title(number);
  return (
    <div className="flex max-w-3xl flex-col gap-8 print:max-w-none">
      <div className="flex flex-col gap-4 print:hidden">
        <Back />
        <p className="flex flex-wrap items-center gap-x-5 gap-y-2">
          <Button look="plain" onClick={() => window.print()}>
            {words.print}
          </Button>
          {pdfUrl !== null && (
            <a href={pdfUrl} className={buttonLook("quiet")}>
              {words.pdf}
            </a>
          )}
          {hostedUrl !== null && (
            <a href={hostedUrl} target="_blank" rel="noreferrer" className={buttonLook("quiet")}>
              {status === "open" ? words.pay(money(amountRemaining, currency)) : words.hosted}
            </a>
          )}
        </p>
      </div>
      <PageHeading title={title}>{title}</PageHeading>
      <InvoicePaper invoice={invoice} />
    </div>
  );
}

const Back = () => (
  <Link to="/billing" className={`${buttonLook("quiet")} self-start`}>
    {words.back}
  </Link>
);

const Unknown = () => (
  <div className="flex flex-col items-start gap-4">
    <PageHeading title={words.unknown}>{words.unknown}</PageHeading>
    <p className="text-muted">{words.unknownBody}</p>
    <Back />
  </div>
);

const Later = ({ retry }: { retry: () => void }) => (
  <div className="flex max-w-2xl flex-col gap-6">
    <PageHeading title={billingTexts.invoices}>{billingTexts.invoices}</PageHeading>
    <Notice title={words.later} tone="warn">
      <p>{words.laterBody}</p>
      <p className="flex flex-wrap gap-x-5 gap-y-2">
        <Button look="plain" onClick={retry}>
          {texts.retry}
        </Button>
        <Back />
      </p>
    </Notice>
  </div>
);
