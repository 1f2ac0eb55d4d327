import { dashboardTexts } from "../../../texts/admin/dashboard.ts";
import { headLook } from "../look.ts";

/** The figures behind a chart, for whoever cannot see it or wants to copy them; on a phone each row stands by itself. */
export const FigureTable = ({
  caption,
  heads,
  rows,
}: {
  caption: string;
  heads: readonly string[];
  rows: readonly { name: string; cells: readonly string[] }[];
}) => (
  <details className="text-sm">
    <summary className="inline-flex min-h-6 cursor-pointer items-center text-muted hover:text-ink">
      {dashboardTexts.table}
      <span className="sr-only">: {caption}</span>
    </summary>
    <table className="mt-2 w-full tabular-nums">
      <caption className="sr-only">{caption}</caption>
      <thead className="max-md:sr-only">
        <tr className="border-b border-line">
          {heads.map((head, place) => (
            <th
              key={head}
              scope="col"
              className={`${headLook} whitespace-nowrap ${place === 0 ? "" : "text-right"}`}
            >
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, cells }) => (
          <tr
            key={name}
            className="border-b border-line max-md:grid max-md:grid-cols-2 max-md:gap-x-6 max-md:py-3"
          >
            <th
              scope="row"
              className="py-1.5 pr-6 text-left font-normal whitespace-nowrap max-md:col-span-2 max-md:p-0 max-md:font-medium"
            >
              {name}
            </th>
            {cells.map((cell, place) => (
              <td
                key={heads[place + 1]}
                className="py-1.5 pr-6 text-right max-md:flex max-md:flex-wrap max-md:justify-between max-md:gap-x-2 max-md:p-0"
              >
                <span className="text-muted md:hidden">{heads[place + 1]}</span>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </details>
);
