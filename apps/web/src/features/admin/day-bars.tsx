import { useId } from "react";
import { adminTexts } from "../../texts/admin.ts";
import { shortDate } from "../../ui/dates.ts";
import { headLook } from "./look.ts";

type Day = { day: string; values: number[] };

const colours = ["fill-accent", "fill-warn"] as const;
const [width, height, gap] = [300, 80, 2] as const;

/** A bar for each day, its parts on top of each other, and the same as a table. */
export function DayBars({
  title,
  columns,
  days,
}: {
  title: string;
  columns: string[];
  days: Day[];
}) {
  const id = useId();
  const most = Math.max(1, ...days.map(({ values }) => sum(values)));
  const step = width / Math.max(1, days.length);
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3">
      <h2 id={id} className="text-lg font-semibold">
        {title}
        <span className="ml-3 font-normal text-muted">
          {sum(days.flatMap(({ values }) => values))}
        </span>
      </h2>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        aria-hidden="true"
        className="h-28 w-full border-b border-line"
      >
        {days.map(({ day, values }, at) =>
          values.map((value, part) => {
            const below = sum(values.slice(0, part));
            return (
              <rect
                key={`${day}-${columns[part]}`}
                x={at * step}
                y={height - ((below + value) / most) * height}
                width={step - gap}
                height={(value / most) * height}
                className={colours[part % colours.length]}
              />
            );
          }),
        )}
      </svg>
      <details className="text-sm">
        <summary className="inline-flex min-h-6 cursor-pointer items-center text-muted">
          {adminTexts.figures.table}
        </summary>
        <table className="mt-2">
          <caption className="sr-only">{title}</caption>
          <thead>
            <tr>
              {[adminTexts.figures.day, ...columns].map((text) => (
                <th key={text} scope="col" className={headLook}>
                  {text}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days.map(({ day, values }) => (
              <tr key={day}>
                <th scope="row" className="pr-6 text-left font-normal">
                  {shortDate(`${day}T12:00:00Z`)}
                </th>
                {values.map((value, part) => (
                  <td key={columns[part]} className="pr-6">
                    {value}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
