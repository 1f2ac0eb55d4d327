import type { Task } from "./create-worker.ts";

/**
 * A task that the worker asks for every second, and at every nudge, and that does something only every `intervalMs`: at
 * once the first time.
 */
export function every(
  intervalMs: number,
  { work, nowMs }: { work: () => Promise<unknown>; nowMs: () => number },
): Task {
  let dueMs = 0;
  return async () => {
    if (nowMs() < dueMs) return 0;
    await work();
    dueMs = nowMs() + intervalMs;
    return 0;
  };
}

const hourMs = 3_600_000;

export const everyHour = (work: () => Promise<unknown>, nowMs: () => number): Task =>
  every(hourMs, { work, nowMs });
