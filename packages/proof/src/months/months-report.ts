import type { MrrMonth } from "@idem/domain";
import { plotMovements } from "../plot/plot-movements.ts";
import { describeMachine } from "../report/describe-machine.ts";
import { reportPage } from "../report/report-page.ts";
import { drawStrips } from "./draw-strips.ts";
import type { MonthsResult } from "./live-months.ts";

/** The thirteen months as a page: what moved in each, and how each account lived through them. */
export function monthsReport(result: MonthsResult, facts: readonly [string, string][]): string {
  const byCurrency = Map.groupBy(result.months, ({ currency }) => currency);
  return reportPage({
    title: "Thirteen months, month by month compared with Stripe",
    verdict: verdictOf(result),
    ok: result.ok,
    details: detailsOf(result),
    findings: result.findings,
    pictures: [...[...byCurrency].map(movements), drawStrips(result.strips)],
    facts: [...describeMachine(), ...facts],
  });
}

export const verdictOf = ({ ok, findings, seen }: MonthsResult): string =>
  ok
    ? `HELD: ${seen.length} accounts agree with Stripe at the end of every one of 13 months, to the cent.`
    : `BROKEN: ${findings.length} differences in 13 months of ${seen.length} accounts.`;

export const detailsOf = ({ invoices, letters, seen, seconds }: MonthsResult): string[] => [
  "Every account upgrades, plans a downgrade, cancels and resumes, and has a card that fails; some leave, and some of these come back.",
  `${invoices} invoices, each equal to a reckoning of our own; ${letters} e-mails, each sent once.`,
  "Each webhook came twice, once to each of two nodes, out of order.",
  `${seen.length} accounts in ${seconds.toFixed(0)} s.`,
];

const movements = ([currency, months]: readonly [string, readonly MrrMonth[]]): string =>
  plotMovements({
    title: `Monthly recurring revenue, ${currency.toUpperCase()}`,
    subtitle: "what came and what went in each month, and what it ended with; minor units",
    months,
  });
