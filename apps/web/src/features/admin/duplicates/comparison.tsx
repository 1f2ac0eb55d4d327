import { useQuery } from "@tanstack/react-query";
import { type Answers, trpc } from "../../../app/idem.ts";
import { duplicatesTexts } from "../../../texts/admin/duplicates.ts";
import { capital } from "../../../ui/capital.ts";
import { shortDate } from "../../../ui/dates.ts";
import { money } from "../../../ui/money.ts";
import { CopiedId } from "../copied-id.tsx";
import { Loading } from "../loading.tsx";
import { statusText } from "../status-text.ts";
import type { Plan } from "./use-live-plan.ts";

const words = duplicatesTexts.compare;

type Compared = Extract<Answers["admin"]["duplicates"]["compare"], { is: "compared" }>;
type Customer = Compared["customers"][number];
type AccountId = Answers["admin"]["duplicates"]["accounts"]["accounts"][number]["accountId"];

/** An account's customers side by side, as Stripe has them now: who stays, and what decided. */
export function Comparison({ planId, accountId }: { planId: Plan["id"]; accountId: AccountId }) {
  const compared = useQuery(
    trpc.admin.duplicates.compare.queryOptions({ planId, accountId }, { staleTime: 0 }),
  );
  return (
    <Loading query={compared} height="h-40">
      {(answer) => {
        switch (answer.is) {
          case "compared":
            return <SideBySide compared={answer} accountId={accountId} />;
          case "no_answer":
            return <p role="status">{words.noAnswer}</p>;
          case "not_found":
            return <p role="status">{words.notFound}</p>;
        }
      }}
    </Loading>
  );
}

function SideBySide({ compared, accountId }: { compared: Compared; accountId: AccountId }) {
  const { customers, survivorId, why, isInFlight } = compared;
  const [only] = customers;
  return (
    <div className="flex flex-col gap-3">
      {isInFlight && <p className="text-warn">{words.busy}</p>}
      {only === undefined && <p>{words.nobody}</p>}
      {customers.length === 1 && only?.isProven && <p>{words.one}</p>}
      <ul className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
        {customers.map((customer) => (
          <li
            key={customer.id}
            className={`rounded-lg border p-4 ${customer.id === survivorId ? "border-accent bg-accent-soft" : "border-line bg-raised"}`}
          >
            <p className="font-semibold">{fateOf(customer, survivorId)}</p>
            {customer.id === survivorId && <p>{why}</p>}
            <CopiedId what={customer.id} id={customer.id} />
            <Facts customer={customer} accountId={accountId} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function fateOf({ id, isProven }: Customer, survivorId: Compared["survivorId"]): string {
  if (!isProven) return words.guessed;
  return id === survivorId ? words.stays : words.goes;
}

function Facts({ customer, accountId }: { customer: Customer; accountId: AccountId }) {
  const { live } = customer;
  const facts = [
    [words.email, customer.email ?? words.none],
    [words.signal, customer.signal],
    [words.claims, claimText(customer, accountId)],
    [words.created, shortDate(new Date(customer.createdAtMs).toISOString())],
    [
      words.live,
      live.length === 0
        ? words.none
        : live
            .map(({ planName, id, status }) => `${planName ?? id}: ${statusText(status)}`)
            .join(", "),
    ],
    ...(customer.paidInvoices === null
      ? []
      : [[words.paid, words.ofHundred(customer.paidInvoices)] as const]),
    [words.credit, creditText(customer)],
    [words.pays, cardText(customer)],
  ] as const;
  return (
    <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
      {facts.map(([term, text]) => (
        <div key={term} className="contents">
          <dt className="text-muted">{term}</dt>
          <dd className="min-w-0 wrap-anywhere">{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function creditText({ credit, currency }: Customer): string {
  if (credit === 0 || currency === null) return words.none;
  return credit > 0 ? words.has(money(credit, currency)) : words.owes(money(-credit, currency));
}

/** Whose it is by its own metadata: who has written that may be us, or anybody with Stripe’s dashboard. */
function claimText({ claims }: Customer, accountId: AccountId): string {
  if (claims === null) return words.claimsNobody;
  return claims === accountId ? words.claimsThis : claims;
}

function cardText({ card, hasPaymentMethod }: Customer): string {
  if (card !== null) return words.card(capital(card.brand), card.last4);
  return hasPaymentMethod ? words.other : words.none;
}
