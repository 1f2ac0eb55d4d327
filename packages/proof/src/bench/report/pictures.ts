import { plotBars } from "../../plot/plot-bars.ts";
import { plotDistribution } from "../../plot/plot-distribution.ts";
import { plotTimeline } from "../../plot/plot-timeline.ts";
import { allArms } from "../arms/all-arms.ts";
import type { BrownOut } from "../compare/block.ts";
import type { Blocks } from "../compare/compare-arms.ts";
import type { Summary } from "../compare/summary.ts";
import type { Growth } from "../growth/measure-growth.ts";
import { figure } from "./markdown-table.ts";

/** File name → SVG. */
export type Pictures = Record<string, string>;

export function comparisonPictures(blocks: Blocks, summaries: readonly Summary[]): Pictures {
  const names = summaries.map(({ title }) => title);
  const arms = [...blocks].map(([name, all]) => ({ name: allArms[name].title, all }));
  const brownOuts = arms.flatMap(({ name, all }) => {
    const brownOut = all.flatMap((block) => block.brownOut ?? [])[0];
    return brownOut === undefined ? [] : [{ name, brownOut }];
  });
  return {
    "duplicates.svg": plotBars({
      title: "Duplicates among buyers who press twice",
      subtitle: "half of them double clicks, half in two tabs; Stripe takes 300–800 ms",
      xName: "for 10,000 buyers",
      names,
      series: [
        { name: "extra customers", values: summaries.map((arm) => arm.customersPer10k) },
        { name: "extra payable sessions", values: summaries.map((arm) => arm.sessionsPer10k) },
      ],
    }),
    "checkouts.svg": plotBars({
      title: "Checkouts a second",
      subtitle: "each client comes again as soon as it is served; Stripe takes 500 ms a call",
      xName: "checkouts/s",
      isLog: true,
      names,
      series: (summaries[0]?.perSecond ?? []).map(({ clients }, index) => ({
        name: `${figure(clients)} clients`,
        values: summaries.map(({ perSecond }) => perSecond[index]?.perSecond ?? null),
      })),
    }),
    "added.svg": plotDistribution({
      title: "What is added to Stripe’s own time",
      subtitle: "100 buyers a second, whatever the answers take",
      yName: "ms",
      isLog: true,
      series: arms.map(({ name, all }) => ({
        name,
        values: all.flatMap(({ steady }) => steady.addedMs),
      })),
    }),
    "reads.svg": plotDistribution({
      title: "An unrelated read in the same process and pool, meanwhile",
      subtitle: "one row by primary key, 50 times a second",
      yName: "ms",
      isLog: true,
      series: arms.map(({ name, all }) => ({
        name,
        values: all.flatMap(({ steady }) => steady.insideMs),
      })),
    }),
    ...(brownOuts.length === 0 ? {} : { "brown-out.svg": brownOutPicture(brownOuts) }),
  };
}

function brownOutPicture(arms: readonly { name: string; brownOut: BrownOut }[]): string {
  const [first] = arms;
  return plotTimeline({
    title: "The same read while Stripe does not answer",
    subtitle: "the slowest begun in each second",
    yName: "ms",
    isLog: true,
    series: arms.map(({ name, brownOut }) => ({ name, points: slowest(brownOut.reads) })),
    events:
      first === undefined
        ? []
        : [
            {
              atSeconds: first.brownOut.fromSecond,
              untilSeconds: first.brownOut.untilSecond,
              text: "brown-out",
            },
          ],
  });
}

function slowest(reads: readonly [second: number, ms: number][]): [number, number][] {
  const most = new Map<number, number>();
  for (const [second, ms] of reads) {
    const whole = Math.floor(second);
    most.set(whole, Math.max(most.get(whole) ?? 0, ms));
  }
  return [...most].toSorted(([a], [b]) => a - b);
}

export function growthPictures({ accounts, nodes }: Growth): Pictures {
  return {
    "growth.svg": plotBars({
      title: "Idem as its tables grow",
      subtitle: "50 buyers a second",
      xName: "ms added to Stripe’s own time",
      isLog: true,
      names: accounts.map((row) => `${figure(row.accounts)} accounts`),
      series: [
        { name: "p50", values: accounts.map((row) => row.addedP50Ms) },
        { name: "p99", values: accounts.map((row) => row.addedP99Ms) },
      ],
    }),
    "nodes.svg": plotBars({
      title: "Idem on more nodes, all on one machine",
      subtitle: "1,000 clients; the nodes share the cores with PostgreSQL, Stripe and the load",
      xName: "checkouts/s",
      names: nodes.map((row) => `${row.nodes} ${row.nodes === 1 ? "node" : "nodes"}`),
      series: [{ name: "checkouts/s", values: nodes.map((row) => row.perSecond) }],
    }),
  };
}
