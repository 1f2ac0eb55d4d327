import { decimalsOf, movementKinds, movementSigns } from "@idem/domain";
import {
  Area,
  AreaChart,
  Bar,
  BarChart,
  CartesianGrid,
  ReferenceLine,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { locale } from "../../../app/locale.ts";
import { dashboardTexts } from "../../../texts/admin/dashboard.ts";
import { money } from "../../../ui/money.ts";
import { ChartFrame, ChartTip, tickLook } from "./chart-frame.tsx";
import type { Figures } from "./dashboard-page.tsx";
import { monthText } from "./month-text.ts";
import { colourOf, movementTones } from "./tones.ts";

type Month = Figures["revenue"][number];
type Props = { months: Month[]; currency: string };

const words = dashboardTexts;
const height = 224;
const margin = { top: 8, right: 0, bottom: 0, left: 0 };

/** What each month ends with. */
export const EndingChart = ({ months, currency }: Props) => (
  <ChartFrame height={height}>
    <AreaChart data={months} margin={margin} accessibilityLayer={false}>
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <XAxis dataKey="month" tickFormatter={monthText} minTickGap={24} {...tickLook} />
      <YAxis width={56} tickFormatter={compact(currency)} {...tickLook} />
      <MonthTip currency={currency} />
      <Area
        name={words.ending}
        dataKey="ending"
        stroke="var(--accent)"
        strokeWidth={2}
        fill="var(--accent-soft)"
        fillOpacity={1}
        isAnimationActive={false}
      />
    </AreaChart>
  </ChartFrame>
);

/** What came stands above zero, and what went below it. */
export const MovementsChart = ({ months, currency }: Props) => (
  <ChartFrame height={height}>
    <BarChart data={months} stackOffset="sign" margin={margin} accessibilityLayer={false}>
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <XAxis dataKey="month" tickFormatter={monthText} minTickGap={24} {...tickLook} />
      <YAxis width={56} tickFormatter={compact(currency)} {...tickLook} />
      <ReferenceLine y={0} stroke="var(--edge)" />
      <MonthTip currency={currency} />
      {movementKinds.map((kind) => (
        <Bar
          key={kind}
          name={words.movements[kind]}
          stackId="moved"
          maxBarSize={64}
          dataKey={(month: Month) => movementSigns[kind] * month[kind]}
          fill={colourOf(movementTones[kind])}
          isAnimationActive={false}
        />
      ))}
    </BarChart>
  </ChartFrame>
);

const MonthTip = ({ currency }: { currency: string }) => (
  <Tooltip
    cursor={{ fill: "var(--sunken)", stroke: "var(--edge)" }}
    isAnimationActive={false}
    content={<ChartTip title={monthText} value={(value) => money(value, currency)} />}
  />
);

/** "12K": the currency stands above, and with some it would be wider than the number. */
function compact(currency: string): (minor: number) => string {
  const format = new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 });
  const unit = 10 ** decimalsOf(currency);
  return (minor) => format.format(minor / unit);
}
