import { pino } from "pino";
import { expect, test } from "vitest";
import { createWorker } from "./create-worker.ts";

const logger = pino({ level: "silent" });
const longMs = 60_000;

test("it looks at once, again at once while there is work, and when nudged", async () => {
  const left = [2, 1, 0, 0];
  const counts: number[] = [];
  const { promise: idle, resolve: onIdle } = Promise.withResolvers<void>();
  const { promise: again, resolve: onAgain } = Promise.withResolvers<void>();
  const task = async () => {
    const count = left.shift() ?? 0;
    counts.push(count);
    if (counts.length === 3) onIdle();
    if (counts.length === 4) onAgain();
    return count;
  };
  const worker = createWorker({ task }, { intervalMs: longMs, logger });
  await idle;
  expect(counts).toEqual([2, 1, 0]);
  worker.nudge();
  await again;
  await worker.stop();
  expect(counts).toEqual([2, 1, 0, 0]);
});

test("a nudge while it works is not lost", async () => {
  let calls = 0;
  const { promise: begun, resolve: onBegun } = Promise.withResolvers<void>();
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  const { promise: again, resolve: onAgain } = Promise.withResolvers<void>();
  const task = async () => {
    calls += 1;
    onBegun();
    if (calls === 1) await gate;
    if (calls === 2) onAgain();
    return 0;
  };
  const worker = createWorker({ task }, { intervalMs: longMs, logger });
  await begun;
  worker.nudge();
  open();
  await again;
  await worker.stop();
});

test("a task that throws is tried again and does not stop the others; stopping waits for what was begun", async () => {
  let failures = 0;
  let finished = false;
  const { promise: thrice, resolve: onThird } = Promise.withResolvers<void>();
  const failing = async () => {
    failures += 1;
    if (failures === 3) onThird();
    throw new Error("The database is away.");
  };
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  const slow = async () => {
    await gate;
    finished = true;
    return 0;
  };
  const worker = createWorker({ failing, slow }, { intervalMs: 1, logger });
  await thrice;
  const stopped = worker.stop();
  open();
  await stopped;
  expect(finished).toBe(true);
});
