import type { Task } from "./create-worker.ts";

const hourMs = 3_600_000;

/** A task that the worker asks for every second, and that does something once an hour: at once the first time. */
export function everyHour(work: () => Promise<unknown>, nowMs: () => number): Task {
  let dueMs = 0;
  return async () => {
    if (nowMs() < dueMs) return 0;
    await work();
    dueMs = nowMs() + hourMs;
    return 0;
  };
}
