import type { ArmName } from "../arms/arm.ts";
import type { Summary } from "../compare/summary.ts";
import { figure } from "./markdown-table.ts";

export type Target = {
  text: string;
  /** `null`: what it needs was not measured in this run. */
  isKept: boolean | null;
  /** A promise, whose breach fails the run; the others are speeds, which depend on the machine. */
  isPromise: boolean;
};

/** What Idem set out to reach beside the others. */
export function targets(summaries: readonly Summary[]): Target[] {
  const arm = (name: ArmName) => summaries.find((one) => one.name === name) ?? null;
  const idem = arm("idem");
  if (idem === null) return [];
  return [
    {
      text: `no duplicates: ${idem.extraCustomers} extra customers, ${idem.extraSessions} extra payable sessions`,
      isKept: idem.extraCustomers + idem.extraSessions === 0,
      isPromise: true,
    },
    {
      text: `no errors: ${idem.errors} of ${figure(idem.starts)} starts${idem.said.map((said) => `; ${said}`).join("")}`,
      isKept: idem.errors === 0,
      isPromise: true,
    },
    {
      text: `no read without an answer: ${figure(idem.failedReads)}`,
      isKept: idem.failedReads === 0,
      isPromise: true,
    },
    ...(["transaction-without-lock", "better-auth-stripe"] as const).map((name): Target => {
      const rival = arm(name);
      return speed(`${name} shows duplicates`, rival && rival.extraCustomers > 0);
    }),
    ...idem.perSecond.flatMap(({ clients, perSecond }, index) =>
      (
        [
          ["row-lock", 40],
          ["dbos-workflow", 2],
        ] as const
      ).map(([name, times]): Target => {
        const rival = arm(name)?.perSecond[index]?.perSecond ?? null;
        const ratio =
          perSecond === null || rival === null || rival === 0 ? null : perSecond / rival;
        return speed(
          `≥ ${times} × ${name} in checkouts/s at ${figure(clients)} clients: ${figure(ratio)} ×`,
          ratio === null ? null : ratio >= times,
        );
      }),
    ),
    speed(
      `${rhythm} checkouts/s carried: ${figure(idem.carried?.perSecond ?? null)}`,
      idem.carried === null ? null : idem.carried.perSecond >= rhythm,
    ),
    atMost("added p50, ms", idem.addedP50Ms, 5),
    atMost("added p99, ms", idem.addedP99Ms, 25),
    atMost("unrelated reads p99, ms", idem.outsideP99Ms, 10),
    atMost("unrelated reads p99 through its pool, ms", idem.insideP99Ms, 10),
    atMost("unrelated reads p99 in the brown-out, ms", idem.brownOutsideP99Ms, 10),
    atMost("unrelated reads p99 in the brown-out through its pool, ms", idem.brownInsideP99Ms, 10),
    atMost("connection held, ms a checkout", idem.heldMs, 5),
  ];
}

/** The rhythm of the target, checkouts a second. */
const rhythm = 100;

const speed = (text: string, isKept: boolean | null): Target => ({
  text,
  isKept,
  isPromise: false,
});

const atMost = (text: string, value: number | null, most: number): Target =>
  speed(`${text} ≤ ${most}: ${figure(value)}`, value === null ? null : value <= most);

export function targetLine({ text, isKept }: Target): string {
  if (isKept === null) return `not measured  ${text}`;
  return `${isKept ? "kept        " : "MISSED      "}  ${text}`;
}
