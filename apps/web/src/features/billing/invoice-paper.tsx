import type { ReactNode } from "react";
import type { Answers } from "../../app/idem.ts";
import { locale } from "../../app/locale.ts";
import { invoiceTexts as words } from "../../texts/invoice.ts";
import { longDate } from "../../ui/long-date.ts";
import { InvoiceLines } from "./invoice-lines.tsx";
import { invoiceStatus } from "./invoice-status.ts";
import { InvoiceTotals } from "./invoice-totals.tsx";

export type InvoiceDocument = Extract<Answers["billing"]["invoice"], { is: "found" }>["invoice"];

/** Everything that an invoice has to say, as Stripe's says it: nothing is added up here. */
export const InvoicePaper = ({ invoice }: { invoice: InvoiceDocument }) => (
  <article className="flex flex-col gap-10">
    <Facts invoice={invoice} />
    <Parties invoice={invoice} />
    <InvoiceLines invoice={invoice} />
    <InvoiceTotals invoice={invoice} />
    {invoice.footer !== null && <p className="text-muted">{invoice.footer}</p>}
  </article>
);

function Facts({ invoice }: { invoice: InvoiceDocument }) {
  const { issuedAt, createdAt, dueAt, paidAt, status } = invoice;
  return (
    <dl className="grid gap-x-8 gap-y-5 xs:grid-cols-2 sm:grid-cols-4">
      <Fact term={words.issued}>{longDate(issuedAt ?? createdAt)}</Fact>
      {dueAt !== null && paidAt === null && <Fact term={words.due}>{longDate(dueAt)}</Fact>}
      {paidAt !== null && <Fact term={words.paid}>{longDate(paidAt)}</Fact>}
      <Fact term={words.status}>{invoiceStatus(status)}</Fact>
    </dl>
  );
}

const Fact = ({ term, children }: { term: string; children: ReactNode }) => (
  <div>
    <dt className="text-sm text-muted">{term}</dt>
    <dd className="font-medium">{children}</dd>
  </div>
);

function Parties({ invoice: { seller, billedTo } }: { invoice: InvoiceDocument }) {
  const { name, email, address, taxIds } = billedTo;
  return (
    <div className="grid gap-x-8 gap-y-6 border-t border-line pt-6 sm:grid-cols-2">
      <Party title={words.from} name={seller.name} lines={[countryName(seller.country)]} />
      <Party title={words.to} name={name} lines={[...address, email, ...taxIds.map(words.taxId)]} />
    </div>
  );
}

function Party({
  title,
  name,
  lines,
}: {
  title: string;
  name: string | null;
  lines: (string | null)[];
}) {
  const said = lines.filter((line) => line !== null);
  return (
    <section>
      <h2 className="text-sm font-normal tracking-normal text-muted">{title}</h2>
      <p className="font-medium break-words">{name}</p>
      {said.map((line) => (
        <p key={line} className="break-words">
          {line}
        </p>
      ))}
    </section>
  );
}

const countryName = (code: string | null): string | null =>
  code === null ? null : (new Intl.DisplayNames(locale, { type: "region" }).of(code) ?? code);
