import type { Summary } from "../compare/summary.ts";
import { figure, markdownTable } from "./markdown-table.ts";

type Column = { name: string; of: (summary: Summary) => number | string | null };

/** The arms beside each other; without what was not measured of any. */
export function comparisonTable(summaries: readonly Summary[]): string {
  const crowds = summaries[0]?.perSecond ?? [];
  const columns: Column[] = [
    { name: "extra customers / 10,000 buyers", of: (arm) => arm.customersPer10k },
    { name: "extra payable sessions / 10,000", of: (arm) => arm.sessionsPer10k },
    { name: "errors / starts", of: (arm) => `${figure(arm.errors)} / ${figure(arm.starts)}` },
    ...crowds.map(({ clients }, index) => ({
      name: `checkouts/s, ${figure(clients)} clients`,
      of: (arm: Summary) => arm.perSecond[index]?.perSecond ?? null,
    })),
    { name: "added p50 ms", of: (arm) => arm.addedP50Ms },
    { name: "added p99 ms", of: (arm) => arm.addedP99Ms },
    { name: "highest rhythm carried, /s", of: (arm) => arm.carried?.perSecond ?? null },
    { name: "added p50 ms at that", of: (arm) => arm.carried?.addedP50Ms ?? null },
    { name: "added p99 ms at that", of: (arm) => arm.carried?.addedP99Ms ?? null },
    { name: "read p99 ms, its pool", of: (arm) => arm.insideP99Ms },
    { name: "read p99 ms, outside", of: (arm) => arm.outsideP99Ms },
    { name: "brown-out: read p99 ms, its pool", of: (arm) => arm.brownInsideP99Ms },
    { name: "brown-out: read p99 ms, outside", of: (arm) => arm.brownOutsideP99Ms },
    { name: "reads without an answer", of: (arm) => arm.failedReads },
    {
      name: "brown-out: not served at once",
      of: ({ brownOut }) => brownOut && `${brownOut.errors} / ${brownOut.starts}`,
    },
    {
      name: "brown-out: extra customers, sessions",
      of: ({ brownOut }) => brownOut && `${brownOut.extraCustomers}, ${brownOut.extraSessions}`,
    },
    { name: "connection held, ms / checkout", of: (arm) => arm.heldMs },
    { name: "CPU ms / checkout", of: (arm) => arm.cpuMs },
    { name: "calls to Stripe / checkout", of: (arm) => arm.calls },
    { name: "peak memory MB", of: (arm) => arm.peakMemoryMb },
  ];
  const rows = columns
    .map(({ name, of }) => ({ name, values: summaries.map(of) }))
    .filter(({ values }) => values.some((value) => value !== null));
  // Arms across, figures down: the other way it is wider than any page.
  return markdownTable([
    ["", ...summaries.map(({ title }) => title)],
    ...rows.map(({ name, values }) => [
      name,
      ...values.map((value) => (typeof value === "string" ? value : figure(value))),
    ]),
  ]);
}
