import type { Progress } from "@idem/billing";

/** Says in one line what it is doing, how fast it goes, and how long it will take from here. */
export function createDoctorProgress(nowMs: () => number): (progress: Progress) => string {
  let first: { doing: string; atMs: number; done: number } | null = null;
  return ({ doing, done, expected, found }) => {
    if (first?.doing !== doing) first = { doing, atMs: nowMs(), done };
    const seconds = (nowMs() - first.atMs) / 1_000;
    const perSecond = seconds > 0 ? (done - first.done) / seconds : 0;
    const parts = [
      expected === null ? count(done) : `${count(done)} of ${count(expected)}`,
      ...(perSecond > 0 ? [`${count(Math.round(perSecond))}/s`] : []),
      ...(perSecond > 0 && expected !== null
        ? [`${Math.ceil((expected - done) / perSecond)} s left`]
        : []),
      ...(found > 0 ? [`${count(found)} found`] : []),
    ];
    return `${doing}: ${parts.join(" · ")}`;
  };
}

const count = (value: number): string => value.toLocaleString("en-US");
