import type { ReactElement } from "react";
import { ResponsiveContainer, type TooltipContentProps } from "recharts";

/** A place for a chart. It is a picture of the table below it, so it is not read out a second time. */
export const ChartFrame = ({ height, children }: { height: number; children: ReactElement }) => (
  <div aria-hidden="true" className="text-sm">
    <ResponsiveContainer width="100%" height={height}>
      {children}
    </ResponsiveContainer>
  </div>
);

export const tickLook = {
  tick: { fill: "var(--muted)", fontSize: 12 },
  tickLine: false,
  axisLine: false,
} as const;

/** What is under the pointer, if it is over anything. */
export function ChartTip({
  title,
  value,
  label,
  payload,
}: Partial<TooltipContentProps> & {
  title: (label: string) => string;
  value: (value: number) => string;
}) {
  if (label === undefined || payload === undefined || payload.length === 0) return null;
  return (
    <div className="rounded-lg border border-line bg-raised px-3 py-2 text-sm text-ink shadow-sm">
      <p className="font-medium">{title(String(label))}</p>
      {payload.map((entry) => (
        <p key={String(entry.name)} className="flex justify-between gap-6 tabular-nums">
          <span className="text-muted">{entry.name}</span>
          {value(Number(entry.value))}
        </p>
      ))}
    </div>
  );
}
