import { Link } from "@tanstack/react-router";
import { useRef } from "react";
import type { Answers } from "../../../app/idem.ts";
import { adminTexts } from "../../../texts/admin/admin.ts";
import { listTexts } from "../../../texts/admin/list.ts";
import { shortDate } from "../../../ui/dates.ts";
import { money } from "../../../ui/money.ts";
import { headLook } from "../look.ts";
import { Moment } from "../moment.tsx";
import { statusText } from "../status-text.ts";
import { toAdmin } from "../to-admin.ts";
import { useLineKeys } from "../use-line-keys.ts";
import type { ListView, SortBy } from "./list-search.ts";

export type Line = Answers["admin"]["subscriptions"]["list"]["lines"][number];
type Change = (changes: Partial<ListView>) => void;

const words = listTexts;
const columns = words.columns;

/** Eight columns need more room than a tablet held upright has: below that, a line is a card. */
const cellLook = "py-2.5 pr-6 text-left align-baseline max-lg:p-0";
const rowLook =
  "border-b border-line max-lg:grid max-lg:grid-cols-[minmax(0,1fr)_auto] max-lg:gap-x-4 max-lg:gap-y-1 max-lg:py-4";

/** The page of the list as a table; where there is little room each line is a card with the same cells, and its order is a field above. */
export function SubscriptionTable({
  lines,
  view,
  change,
}: {
  lines: Line[];
  view: ListView;
  change: Change;
}) {
  const body = useRef<HTMLTableSectionElement>(null);
  useLineKeys(body);
  const head = (by: SortBy) => <SortHead key={by} by={by} view={view} change={change} />;
  return (
    <table className="w-full border-t max-lg:table-fixed border-line text-sm">
      <caption className="sr-only">{words.caption}</caption>
      <thead className="max-lg:hidden">
        <tr className="border-b border-line">
          <th scope="col" className={headLook}>
            {columns.customer}
          </th>
          <th scope="col" className={headLook}>
            {columns.plan}
          </th>
          <th scope="col" className={headLook}>
            {columns.status}
          </th>
          <th scope="col" className={`${headLook} text-right`}>
            {columns.amount}
          </th>
          {head("mrr")}
          {head("started")}
          {head("turns")}
          <th scope="col" className={headLook}>
            {columns.flags}
          </th>
        </tr>
      </thead>
      <tbody ref={body}>
        {lines.map((line) => (
          <Row key={line.accountId} line={line} />
        ))}
      </tbody>
    </table>
  );
}

const ariaSorts = { asc: "ascending", desc: "descending" } as const;

function SortHead({ by, view, change }: { by: SortBy; view: ListView; change: Change }) {
  const isSorted = view.sort === by;
  const isNumber = by === "mrr";
  return (
    <th
      scope="col"
      aria-sort={isSorted ? ariaSorts[view.dir] : undefined}
      className={`${headLook} ${isNumber ? "text-right" : ""}`}
    >
      <button
        type="button"
        className="inline-flex min-h-6 cursor-pointer items-center gap-1 hover:text-ink"
        onClick={() => change({ sort: by, dir: isSorted && view.dir === "desc" ? "asc" : "desc" })}
      >
        <span className="sr-only">{words.sortBy(columns[by])}</span>
        <span aria-hidden="true">{columns[by]}</span>
        <span aria-hidden="true" className={isSorted ? "text-accent" : "opacity-0"}>
          {view.dir === "desc" ? "↓" : "↑"}
        </span>
      </button>
    </th>
  );
}

function Row({ line }: { line: Line }) {
  const { accountId, name, email, planName, status, currency, unitAmount, quantity, mrr } = line;
  const seats = quantity === 1 ? "" : `${quantity} × `;
  return (
    <tr className={`${rowLook} transition-colors focus-within:bg-accent-soft hover:bg-sunken`}>
      <th scope="row" className={`${cellLook} font-normal`}>
        <Link {...toAdmin(`accounts/${accountId}`)} data-line className="block min-h-6 rounded">
          <span className="block font-medium">{name}</span>
          <span className="block wrap-anywhere text-muted">{email}</span>
        </Link>
      </th>
      <td className={`${cellLook} max-lg:order-3`}>{planName ?? "–"}</td>
      <td className={`${cellLook} max-lg:order-4 max-lg:text-right`}>{statusText(status)}</td>
      <td className={`${cellLook} whitespace-nowrap max-lg:order-2 lg:text-right`}>
        {seats}
        {money(unitAmount, currency)}
        <span className="text-muted"> / {line.interval}</span>
      </td>
      <td
        className={`${cellLook} whitespace-nowrap max-lg:order-6 max-lg:text-right lg:text-right`}
      >
        <OnPhone>{columns.mrr}</OnPhone>
        {money(mrr, currency)}
      </td>
      <td className={`${cellLook} max-lg:order-5`}>
        <OnPhone>{columns.started}</OnPhone>
        <Moment at={line.startedAt} />
      </td>
      <td className={`${cellLook} max-lg:order-7 ${line.cancelAt === null ? "" : "text-warn"}`}>
        {turnText(line)}
      </td>
      <td className={`${cellLook} max-lg:order-8 max-lg:text-right lg:pr-0`}>
        {line.flags.map((flag) => (
          <span key={flag} className="block font-medium text-bad">
            {adminTexts.flags[flag]}
          </span>
        ))}
      </td>
    </tr>
  );
}

/** What a cell is, where no head above it says so. */
const OnPhone = ({ children }: { children: string }) => (
  <span className="text-muted lg:hidden">{children} </span>
);

function turnText({ endedAt, cancelAt, currentPeriodEnd }: Line): string {
  if (endedAt !== null) return words.ended(shortDate(endedAt));
  if (cancelAt !== null) return words.ends(shortDate(cancelAt));
  return currentPeriodEnd === null ? "–" : words.renews(shortDate(currentPeriodEnd));
}
