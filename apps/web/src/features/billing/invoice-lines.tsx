import { invoiceTexts as words } from "../../texts/invoice.ts";
import { shortDate } from "../../ui/dates.ts";
import { money } from "../../ui/money.ts";
import type { InvoiceDocument } from "./invoice-paper.tsx";

const head = "py-2.5 pl-6 text-right font-normal first:pl-0 first:text-left";
const cell = "py-3.5 pl-6 text-right align-baseline";
/** On a phone what is bought has the width, and the amount stands beside it. */
const wide = "max-sm:hidden print:table-cell";

type Line = InvoiceDocument["lines"][number];

/** A share of a period is no multiple of its price: there the price would only puzzle. */
const isTimes = ({ unitAmount, quantity, amount }: Line): boolean =>
  unitAmount !== null && quantity !== null && unitAmount * quantity === amount;

/** What is invoiced, line by line. */
export const InvoiceLines = ({ invoice: { lines, currency } }: { invoice: InvoiceDocument }) => (
  <table className="w-full border-t border-line">
    <caption className="sr-only">{words.lines}</caption>
    <thead className="text-sm text-muted">
      <tr className="border-b border-line">
        <th scope="col" className={head}>
          {words.description}
        </th>
        <th scope="col" className={`${head} ${wide}`}>
          {words.quantity}
        </th>
        <th scope="col" className={`${head} ${wide}`}>
          {words.unit}
        </th>
        <th scope="col" className={head}>
          {words.amount}
        </th>
      </tr>
    </thead>
    <tbody>
      {lines.map((line) => (
        <tr key={line.id} className="break-inside-avoid border-b border-line">
          <th scope="row" className="py-3.5 text-left align-baseline font-normal">
            {line.description}
            {line.from !== line.until && (
              <span className="block text-sm text-muted">
                {words.period(shortDate(line.from), shortDate(line.until))}
              </span>
            )}
          </th>
          <td className={`${cell} ${wide}`}>{line.quantity ?? ""}</td>
          <td className={`${cell} ${wide}`}>
            {isTimes(line) && money(line.unitAmount ?? 0, currency)}
          </td>
          <td className={cell}>{money(line.amount, currency)}</td>
        </tr>
      ))}
    </tbody>
  </table>
);
