import { type AccountId, type Chart, diagnose, diagnoseUnread, type Finding } from "@idem/domain";
import type { Suspected } from "../ports/doctor-records.ts";
import { ProviderUnavailable } from "../ports/gateway.ts";
import type { Progress } from "../ports/plan-works.ts";
import type { Ports } from "../ports/ports.ts";
import { causeOf } from "./cause-of.ts";
import { accountsAtOnce, type Doctor, type Watch } from "./doctor.ts";
import { readChart } from "./read-chart.ts";
import { settleAll } from "./settle-all.ts";

export type Looking = {
  checkId: string;
  /** Where whose story breaks. */
  broken: ReadonlyMap<AccountId, number>;
  graceMs: number;
};

/** `chart`: `null` of an account that could not be read. */
export type Seen = { suspected: Suspected; chart: Chart | null; findings: Finding[] };

type OnLook = (seen: Seen) => Promise<"on" | "enough">;

/** Seen once, and not told yet. */
type Doubted = { suspected: Suspected; findings: Finding[]; againAtMs: number };

/**
 * Looks at everybody whom a check doubts, once, or where `graceMs` is given a second time after it: then what both looks
 * agree on is told. In memory are those who were not well at the first look. Answers how many looks it took.
 *
 * @throws ProviderUnavailable when Stripe does not answer.
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
  told();

  for await (const page of inPages((after) => records.suspects(checkId, after, accountsAtOnce))) {
    signal.throwIfAborted();
    await records.holdCheck(checkId);
    const seen = await settleAll(page.map((suspected) => lookAt(doctor, looking, suspected)));
    // What could not be read because this process is closing is nobody's fault.
    signal.throwIfAborted();
    looks += seen.length;
    for (const one of seen) {
      const { suspected, findings } = one;
      if (findings.length === 0) continue;
      if (graceMs > 0) doubted.push({ suspected, findings, againAtMs: ports.nowMs() + graceMs });
      else if ((await onLook(one)) === "enough") return looks;
    }
    told();
  }
  for (const { suspected, findings: before, againAtMs } of doubted) {
    await pauseUntil(ports, againAtMs, signal);
    await records.holdCheck(checkId);
    const seen = await lookAt(doctor, looking, suspected);
    looks += 1;
    const lasting = seen.findings.filter((one) => before.some((other) => isSame(one, other)));
    if ((await onLook({ ...seen, findings: lasting })) === "enough") return looks;
    told();
  }
  return looks;
}

/** One that cannot be read is a finding, and keeps nobody else from being looked at. An outage is no verdict about anybody. */
async function lookAt(doctor: Doctor, { broken }: Looking, suspected: Suspected): Promise<Seen> {
  const { accountId } = suspected;
  const auditBreaksAt = broken.get(accountId) ?? null;
  try {
    const chart = await readChart(doctor, { ...suspected, auditBreaksAt });
    return { suspected, chart, findings: diagnose(chart) };
  } catch (error) {
    if (error instanceof ProviderUnavailable) throw error;
    const cause = causeOf(error);
    doctor.ports.log.warn({ accountId, err: error }, `${accountId} cannot be read: ${cause}`);
    const findings = diagnoseUnread({ accountId, auditBreaksAt, cause });
    return { suspected, chart: null, findings };
  }
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
