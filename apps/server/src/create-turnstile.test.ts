import { setTimeout as pause, setImmediate as turn } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { createTurnstile } from "./create-turnstile.ts";

/** Visits that end when they are told to, with a note of who was let in. */
function gate(width: number) {
  const turnstile = createTurnstile(width);
  const inside: number[] = [];
  const ends: PromiseWithResolvers<void>[] = [];
  const visit = (name: number) =>
    turnstile.enter(async () => {
      inside.push(name);
      const end = Promise.withResolvers<void>();
      ends[name] = end;
      await end.promise;
      return name;
    });
  return { turnstile, inside, ends, visit };
}

/** Until the pulse has beaten a few times: longer than any of its beats. */
const beats = () => pause(50);

/** However late this process runs meanwhile. */
const areIn = (inside: readonly number[], names: readonly number[]) =>
  vi.waitFor(() => expect(inside).toEqual(names), { timeout: 5_000 });

describe("G11: a crowd is let in as this process has time", () => {
  it("lets in as many as it is wide, in order, and the next one when one leaves", async () => {
    const { inside, ends, visit } = gate(2);
    const visits = [0, 1, 2, 3].map(visit);
    await areIn(inside, [0, 1]);
    await beats();
    expect(inside).toEqual([0, 1]);
    ends[0]?.resolve();
    await visits[0];
    await areIn(inside, [0, 1, 2]);
    for (const name of [1, 2]) ends[name]?.resolve();
    await areIn(inside, [0, 1, 2, 3]);
    ends[3]?.resolve();
    expect(await Promise.all(visits)).toEqual([0, 1, 2, 3]);
  });

  it("counts nobody who stands aside, and never keeps them from coming back", async () => {
    const { turnstile, inside, ends, visit } = gate(1);
    const answer = Promise.withResolvers<string>();
    const asking = turnstile.enter(() => turnstile.aside(() => answer.promise));
    await beats();
    const other = visit(0);
    await areIn(inside, [0]);
    answer.resolve("Stripe answered");
    expect(await asking).toBe("Stripe answered");
    ends[0]?.resolve();
    await other;
  });

  it("counts two questions at once as one, and failures as over", async () => {
    const { turnstile, inside, ends, visit } = gate(1);
    const failing = turnstile.enter(() =>
      Promise.all([
        turnstile.aside(() => turn()),
        turnstile.aside(async () => {
          throw new Error("no answer");
        }),
      ]),
    );
    await expect(failing).rejects.toThrow("no answer");
    const next = visit(0);
    const after = visit(1);
    await areIn(inside, [0]);
    ends[0]?.resolve();
    await next;
    await areIn(inside, [0, 1]);
    ends[1]?.resolve();
    expect(await after).toBe(1);
  });

  it("lets nobody in while the process runs late, and goes on afterwards", async () => {
    const { inside, ends, visit } = gate(2);
    const first = visit(0);
    const begun = Promise.withResolvers<{ second: Promise<number>; seen: number[] }>();
    // Begun after the turnstile's own timer and due with it: late, both run one after the other, and nothing between them.
    setTimeout(async () => {
      const second = visit(1);
      for (let microtask = 0; microtask < 20; microtask++) await null;
      begun.resolve({ second, seen: [...inside] });
    }, 5);
    const isLateUntilMs = performance.now() + 60;
    while (performance.now() < isLateUntilMs);
    const { second, seen } = await begun.promise;
    expect(seen).toEqual([0]);
    await areIn(inside, [0, 1]);
    for (const end of ends) end.resolve();
    await Promise.all([first, second]);
  });
});
