import { serve } from "@idem/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Point } from "../crashes/points.ts";
import { startMortal } from "../crashes/start-mortal.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { until } from "../world/until.ts";
import { allSent, buy, leaseRunsOut, lettersTo, welcomeAndReceipt } from "./letters.ts";
import { openPost, type Post } from "./open-post.ts";

let post: Post;
let world: World;
beforeAll(async () => {
  post = await openPost();
  // The world's own node writes letters down and never sends one.
  const overrides = { mail: post.mail, sweepIntervalMs: 3_600_000 };
  world = await startWorld({ webhooks: false, overrides });
});
afterAll(async () => {
  await world.close();
  await post.close();
});

async function rescued(person: Awaited<ReturnType<typeof buy>>): Promise<number[]> {
  await leaseRunsOut(world);
  const rescuer = await serve({ ...world.config, sweepIntervalMs: 500 });
  await allSent(world, person);
  await rescuer.close();
  const letters = lettersTo(post.mailbox, person);
  expect(letters.map(({ subject }) => subject)).toEqual(welcomeAndReceipt);
  expect(letters.every(({ isSame }) => isSame)).toBe(true);
  return letters.map(({ copies }) => copies);
}

describe("G4: kill -9 with a letter in hand", () => {
  it("G4: killed after the news was written down: both letters are sent, once each", async () => {
    const mortal = await startMortal(
      { ...world.config, sweepIntervalMs: 3_600_000 },
      { kind: "customer.update", point: "before claim" },
    );
    const person = await buy(world, mortal.url);
    await mortal.kill();
    expect(await rescued(person)).toEqual([1, 1]);
  });

  it.each<[Point, number]>([
    ["after claim, before sending", 2],
    // The message was accepted and nobody has written that down: SMTP cannot be asked, so it is sent again.
    ["answer read, before settling", 4],
    ["settled, before anybody is told", 4],
  ])("G4: killed %s: each letter is one message, sent at most twice", async (point, most) => {
    const person = await buy(world);
    const config = { ...world.config, sweepIntervalMs: 500 };
    await leaseRunsOut(world);
    const mortal = await startMortal(config, { kind: "email.send", point });
    await mortal.dead;
    const copies = await rescued(person);
    expect(copies.reduce((sum, count) => sum + count)).toBeLessThanOrEqual(most);
    expect(Math.max(...copies)).toBeLessThanOrEqual(2);
  });

  it("G4: killed after the last dot, before the server's answer: one message, two copies of the same bytes", async () => {
    const person = await buy(world);
    const held = Promise.withResolvers<void>();
    post.judge(async (moment) => {
      if (moment === "arrived") await held.promise;
      return null;
    });
    const config = { ...world.config, sweepIntervalMs: 500 };
    await leaseRunsOut(world);
    const mortal = await startMortal(config, { kind: "customer.update", point: "before claim" });
    await until("both have arrived", async () => lettersTo(post.mailbox, person).length === 2, {
      withinMs: 30_000,
    });
    await mortal.kill();
    held.resolve();
    post.judge(async () => null);
    expect(await rescued(person)).toEqual([2, 2]);
  });
});
