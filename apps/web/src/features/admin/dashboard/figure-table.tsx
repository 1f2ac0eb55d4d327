import { dashboardTexts } from "../../../texts/admin/dashboard.ts";
import { headLook } from "../look.ts";

/** The figures behind a chart, for whoever cannot see it or wants to copy them. */
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
    </summary>
    <div className="mt-2 overflow-x-auto">
      <table className="w-full tabular-nums">
        <caption className="sr-only">{caption}</caption>
        <thead>
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
            <tr key={name} className="border-b border-line">
              <th scope="row" className="py-1.5 pr-6 text-left font-normal whitespace-nowrap">
                {name}
              </th>
              {cells.map((cell, place) => (
                <td key={heads[place + 1]} className="py-1.5 pr-6 text-right whitespace-nowrap">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </details>
);
