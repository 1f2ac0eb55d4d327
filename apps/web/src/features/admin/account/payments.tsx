import { useQuery } from "@tanstack/react-query";
import { type Answers, trpc } from "../../../app/idem.ts";
import { accountPageTexts } from "../../../texts/admin/account-page.ts";
import { actionsTexts } from "../../../texts/admin/actions.ts";
import { billingTexts, invoiceStatusTexts } from "../../../texts/billing.ts";
import { capital } from "../../../ui/capital.ts";
import { pastMoment } from "../../../ui/dates.ts";
import { linkLook } from "../../../ui/link-look.ts";
import { money } from "../../../ui/money.ts";
import { CopiedId } from "../copied-id.tsx";
import { Loading } from "../loading.tsx";
import { cellLook, headLook, rowLook } from "../look.ts";
import { Moment } from "../moment.tsx";
import type { Account } from "./account-page.tsx";
import { Held } from "./held.tsx";
import { RefundAction } from "./refund-action.tsx";
import { usePayments } from "./use-payments.ts";

export type Payment = Extract<
  Answers["admin"]["customers"]["payments"],
  { is: "listed" }
>["payments"][number];

const words = accountPageTexts;

/** Invoices with what was paid and paid back, as Stripe has them; the rest of the page stands without Stripe. */
export function Payments({ account: { accountId, lookedAt } }: { account: Account }) {
  const me = useQuery(trpc.admin.me.queryOptions());
  const payments = usePayments(accountId);
  return (
    <section aria-labelledby="payments" className="flex flex-col gap-3">
      <h2 id="payments" className="text-xl font-semibold">
        {words.payments}
      </h2>
      <Loading query={payments} height="h-28">
        {(answer) => {
          if (answer.is === "refused")
            return (
              <p role="alert">
                {answer.message}{" "}
                {lookedAt === null ? words.asOfNever : words.asOf(pastMoment(lookedAt, Date.now()))}
              </p>
            );
          if (answer.payments.length === 0) return <p className="text-muted">{words.noPayments}</p>;
          return (
            <table className="w-full border-t border-line text-sm">
              <caption className="sr-only">{words.payments}</caption>
              <Heads />
              <tbody>
                {answer.payments.map((payment) => (
                  <Row
                    key={payment.invoiceId}
                    accountId={accountId}
                    payment={payment}
                    namesCustomer={answer.others.length > 0}
                    mayAct={me.data?.mayAct === true}
                  />
                ))}
              </tbody>
            </table>
          );
        }}
      </Loading>
    </section>
  );
}

const Heads = () => (
  <thead className="max-md:sr-only">
    <tr className="border-b border-line">
      {[billingTexts.date, billingTexts.number, billingTexts.status].map((text) => (
        <th key={text} scope="col" className={headLook}>
          {text}
        </th>
      ))}
      {[billingTexts.total, words.paid, words.refunded].map((text) => (
        <th key={text} scope="col" className={`${headLook} text-right`}>
          {text}
        </th>
      ))}
      <th scope="col" className={headLook}>
        <span className="sr-only">{actionsTexts.title}</span>
      </th>
    </tr>
  </thead>
);

function Row({
  accountId,
  payment: one,
  namesCustomer,
  mayAct,
}: {
  accountId: Account["accountId"];
  payment: Payment;
  /** There are several, so each line says whose it is. */
  namesCustomer: boolean;
  mayAct: boolean;
}) {
  const { currency, payment } = one;
  const amount = (minor: number | undefined) =>
    minor === undefined ? "–" : money(minor, currency);
  return (
    <tr className={rowLook}>
      <td className={cellLook}>
        <Moment at={one.createdAt} withTime />
      </td>
      <th scope="row" className={`${cellLook} font-normal max-md:order-3`}>
        <span className="block">{one.number ?? one.invoiceId}</span>
        <span className="block text-muted">{one.description}</span>
        {namesCustomer && (
          <span className="block break-all">{words.ofCustomer(one.customerId)}</span>
        )}
      </th>
      <td className={`${cellLook} max-md:order-4 max-md:text-right`}>{statusText(one.status)}</td>
      <td className={`${cellLook} text-right font-medium max-md:order-2`}>{amount(one.total)}</td>
      <td className={`${cellLook} max-md:order-5 md:text-right`}>
        <span className="md:hidden">{words.paid} </span>
        {amount(payment?.paid)}
        {payment !== null && payment.card !== null && (
          <span className="block text-muted">{capital(payment.card)}</span>
        )}
      </td>
      <td className={`${cellLook} max-md:order-6 md:text-right`}>
        {payment !== null && payment.refunded > 0 ? (
          <>
            <span className="md:hidden">{words.refunded} </span>
            {amount(payment.refunded)}
          </>
        ) : (
          <span className="max-md:hidden">–</span>
        )}
      </td>
      <td className={`${cellLook} max-md:order-7 max-md:col-span-2 md:pr-0 md:text-right`}>
        <Documents payment={one} />
        <Held value={one}>
          {(invoice) =>
            mayAct &&
            invoice.payment !== null &&
            invoice.payment.refunded < invoice.payment.paid && (
              <RefundAction accountId={accountId} invoice={invoice} payment={invoice.payment} />
            )
          }
        </Held>
      </td>
    </tr>
  );
}

/** Its page and its paper, and the ids under which Stripe has it: small, as they are wanted now and then. */
function Documents({
  payment: { invoiceId, number, hostedUrl, pdfUrl, payment },
}: {
  payment: Payment;
}) {
  const name = number ?? invoiceId;
  return (
    <span className="mr-4 inline-flex flex-wrap items-center gap-x-4 text-muted md:justify-end">
      {hostedUrl !== null && (
        <Document href={hostedUrl} name={billingTexts.viewNamed(name)} text={billingTexts.view} />
      )}
      {pdfUrl !== null && (
        <Document href={pdfUrl} name={billingTexts.pdfNamed(name)} text={billingTexts.pdf} />
      )}
      <CopiedId what={words.invoiceId(name)} id={invoiceId} short={words.invoiceShort} />
      {payment !== null && (
        <CopiedId
          what={words.paymentId(name)}
          id={payment.paymentIntentId}
          short={words.paymentShort}
        />
      )}
    </span>
  );
}

const Document = ({ href, name, text }: { href: string; name: string; text: string }) => (
  <a href={href} aria-label={name} target="_blank" rel="noreferrer" className={linkLook}>
    {text}
  </a>
);

const known: ReadonlyMap<string, string> = new Map(Object.entries(invoiceStatusTexts));
const statusText = (status: string | null): string => known.get(status ?? "") ?? status ?? "";
