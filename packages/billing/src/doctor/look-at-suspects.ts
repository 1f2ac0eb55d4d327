import { type AccountId, type Chart, diagnose, type Finding } from "@idem/domain";
import type { Suspected } from "../ports/doctor-records.ts";
import type { Progress } from "../ports/plan-works.ts";
import type { Ports } from "../ports/ports.ts";
import { accountsAtOnce, type Doctor, type Watch } from "./doctor.ts";
import { readChart } from "./read-chart.ts";

export type Looking = {
  checkId: string;
  /** Where whose story breaks. */
  broken: ReadonlyMap<AccountId, number>;
  graceMs: number;
};

type OnLook = (chart: Chart, findings: Finding[]) => Promise<"on" | "enough">;

/** Seen once, and not told yet. */
type Doubted = { suspected: Suspected; findings: Finding[]; againAtMs: number };

/**
 * Looks at everybody whom a check doubts, once, or where `graceMs` is given a second time after it: then what both looks
 * agree on is told. In memory are those who were not well at the first look. Answers how many looks it took.
 */
export async function lookAtSuspects(
  doctor: Doctor,
  looking: Looking,
  { signal, tell, onLook }: Watch & { onLook: OnLook },
): Promise<number> {
  const { records, ports } = doctor;
  const { checkId, graceMs } = looking;
  const expected = await records.findSuspects(checkId);
  const doubted: Doubted[] = [];
  let looks = 0;
  const told = (): void => tell(progress(looks, expected + doubted.length));

  for await (const page of inPages((after) => records.suspects(checkId, after, accountsAtOnce))) {
    signal.throwIfAborted();
    await records.holdCheck(checkId);
    const seen = await Promise.all(page.map((suspected) => lookAt(doctor, looking, suspected)));
    looks += seen.length;
    for (const { suspected, chart, findings } of seen) {
      if (findings.length === 0) continue;
      if (graceMs > 0) doubted.push({ suspected, findings, againAtMs: ports.nowMs() + graceMs });
      else if ((await onLook(chart, findings)) === "enough") return looks;
    }
    told();
  }
  for (const { suspected, findings: before, againAtMs } of doubted) {
    await pauseUntil(ports, againAtMs, signal);
    await records.holdCheck(checkId);
    const { chart, findings } = await lookAt(doctor, looking, suspected);
    looks += 1;
    const lasting = findings.filter((one) => before.some((other) => isSame(one, other)));
    if ((await onLook(chart, lasting)) === "enough") return looks;
    told();
  }
  return looks;
}

async function lookAt(doctor: Doctor, { broken }: Looking, suspected: Suspected) {
  const auditBreaksAt = broken.get(suspected.accountId) ?? null;
  const chart = await readChart(doctor, { ...suspected, auditBreaksAt });
  return { suspected, chart, findings: diagnose(chart) };
}

/** In short pauses: a node that is asked to stop does not wait for the end of a grace. */
async function pauseUntil(
  { nowMs, pause }: Pick<Ports, "nowMs" | "pause">,
  untilMs: number,
  signal: AbortSignal,
): Promise<void> {
  for (let leftMs = untilMs - nowMs(); leftMs > 0; leftMs = untilMs - nowMs()) {
    signal.throwIfAborted();
    await pause(Math.min(leftMs, 500));
  }
  signal.throwIfAborted();
}

const isSame = (one: Finding, other: Finding): boolean =>
  one.invariant === other.invariant && one.words === other.words;

const progress = (done: number, expected: number): Progress => ({
  doing: "looking",
  done,
  expected,
  found: 0,
});

async function* inPages<T extends { accountId: AccountId }>(
  read: (after: AccountId | null) => Promise<T[]>,
): AsyncGenerator<T[]> {
  for (let page = await read(null); page.length > 0; ) {
    yield page;
    page = await read(page.at(-1)?.accountId ?? null);
  }
}
