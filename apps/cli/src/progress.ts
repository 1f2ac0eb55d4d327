import type { Pass, Step } from "@idem/billing";

/** Says in one line how far a pass is, how fast it goes, and how long it will take from here. */
export function createProgress(nowMs: () => number): (pass: Pass, step: Step["is"]) => string {
  let first: { atMs: number; listed: number } | null = null;
  return (pass, step) => {
    first ??= { atMs: nowMs(), listed: pass.listed };
    const seconds = (nowMs() - first.atMs) / 1_000;
    const perSecond = seconds === 0 ? 0 : (pass.listed - first.listed) / seconds;
    const left = Math.max(0, pass.expected - pass.listed);
    const parts = [
      `${count(pass.listed)} of about ${count(Math.max(pass.expected, pass.listed))}`,
      ...(perSecond > 0 && left > 0
        ? [`${count(Math.round(perSecond))}/s`, `${duration(left / perSecond)} left`]
        : []),
      `${count(pass.looks)} looks`,
      `${count(pass.healed + pass.kept)} found`,
      ...(step === "idle" ? ["another node is at it"] : []),
      ...(step === "waiting" ? ["waiting for the second look"] : []),
    ];
    return `${pass.stage}: ${parts.join(" · ")}`;
  };
}

const count = (value: number): string => value.toLocaleString("en-US");

const duration = (seconds: number): string =>
  seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
