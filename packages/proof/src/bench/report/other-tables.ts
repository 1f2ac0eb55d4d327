import type { Growth } from "../growth/measure-growth.ts";
import type { JournalRow } from "../journal/measure-journal.ts";
import { figure, markdownTable } from "./markdown-table.ts";

export const journalTable = (rows: readonly JournalRow[]): string =>
  markdownTable([
    ["", "journal, ms", "raw pg, ms", "journal, /s", "raw pg, /s"],
    ...rows.map((row) => [
      `${row.what}, ${row.atOnce} at once`,
      figure(row.oursMs),
      figure(row.rawMs),
      figure(row.oursPerSecond),
      figure(row.rawPerSecond),
    ]),
  ]);

export const accountsTable = ({ accounts }: Growth): string =>
  markdownTable([
    [
      "accounts",
      "database MB",
      "added p50 ms",
      "added p99 ms",
      "CPU ms / checkout",
      "read p99 ms",
      "errors",
    ],
    ...accounts.map((row) =>
      [
        row.accounts,
        row.databaseMb,
        row.addedP50Ms,
        row.addedP99Ms,
        row.cpuMs,
        row.readP99Ms,
        row.errors,
      ].map(figure),
    ),
  ]);

export const nodesTable = ({ nodes }: Growth): string =>
  markdownTable([
    [
      "nodes",
      "checkouts/s, 1,000 clients",
      "CPU ms / checkout",
      "errors",
      "extra customers",
      "extra sessions",
    ],
    ...nodes.map((row) =>
      [row.nodes, row.perSecond, row.cpuMs, row.errors, row.extraCustomers, row.extraSessions].map(
        figure,
      ),
    ),
  ]);

export const crowdTable = (rows: Readonly<Record<string, number>>): string =>
  markdownTable([["", ""], ...Object.entries(rows).map(([name, value]) => [name, figure(value)])]);
