import { expect, test } from "vitest";
import { createPace } from "./create-pace.ts";

test("G11: a backlog asks Stripe at its pace: a few at once, then one after the other, in order", async () => {
  const pace = createPace(100);
  const begunMs: number[] = [];
  const order: number[] = [];
  await Promise.all(
    Array.from({ length: 60 }, (_, name) =>
      pace(async () => {
        begunMs.push(performance.now());
        order.push(name);
      }),
    ),
  );
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  // 26 at once, then one each 10 ms: timers may be late, and never early by more than their millisecond.
  const [first = 0] = begunMs;
  expect((begunMs[25] ?? 0) - first).toBeLessThan(100);
  expect((begunMs[59] ?? 0) - first).toBeGreaterThan(300);
});

test("G11: what is late because the process stood still does not all begin at once", async () => {
  const pace = createPace(100, { burstMs: 0 });
  const begunMs: number[] = [];
  const all = Array.from({ length: 40 }, () =>
    pace(async () => {
      begunMs.push(performance.now());
    }),
  );
  await all[0];
  const stoodStillMs = performance.now() + 300;
  while (performance.now() < stoodStillMs);
  await Promise.all(all);
  const soonAfter = begunMs.filter((ms) => ms > stoodStillMs - 50 && ms < stoodStillMs + 50);
  expect(soonAfter.length).toBeLessThan(10);
});

test("without a limit nobody waits", async () => {
  const pace = createPace(Number.POSITIVE_INFINITY);
  const beganMs = performance.now();
  await Promise.all(Array.from({ length: 1_000 }, () => pace(async () => null)));
  expect(performance.now() - beganMs).toBeLessThan(200);
});
