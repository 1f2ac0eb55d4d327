import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSessionsOf } from "../world/open-sessions-of.ts";
import { signUp } from "../world/sign-up.ts";
import { gist, start, startReady } from "../world/start.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { until } from "../world/until.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const typed = ["WELCOME20", "SPRING20", null, "SPRING20"];

describe("G9: the last code typed wins, whatever the network reorders", () => {
  it.each([
    ["in order", [0, 1, 2, 3]],
    ["in reverse", [3, 2, 1, 0]],
    ["mixed", [2, 0, 3, 1]],
  ])(
    "G9: codes A, B, none, B arrive %s: B is on the one open session, the overtaken are told so",
    async (_name, order) => {
      const person = await signUp(world.url);
      const answers: string[] = [];
      for (const revision of order)
        answers[revision] = gist(await start(person, { revision, code: typed[revision] ?? null }));
      expect(answers[3]).toBe("ready");
      const overtaken = order.filter((revision, index) =>
        order.slice(0, index).some((seen) => seen > revision),
      );
      for (const revision of overtaken) expect(answers[revision]).toBe("superseded");
      expect(await openSessionsOf(world.stripe, person.accountId)).toMatchObject([
        { code: "SPRING20" },
      ]);
    },
  );

  it("G9: the answers come out of order: the first code’s session is held up at Stripe while the second is asked for", async () => {
    const person = await signUp(world.url);
    const held = world.door.next(/^POST \/v1\/checkout\/sessions$/, "hold answer");
    const slow = start(person, { revision: 1, code: "WELCOME20" });
    await held.struck;
    const quick = start(person, { revision: 2, code: "SPRING20" });
    await until(
      "the second choice has taken the place of the first",
      async () =>
        world.prisma.checkout.findFirst({
          where: { accountId: person.accountId, status: "SUPERSEDED" },
        }),
      { withinMs: 5_000 },
    );
    held.release();
    expect([gist(await slow), gist(await quick)]).toEqual(["superseded", "ready"]);
    expect(await openSessionsOf(world.stripe, person.accountId)).toMatchObject([
      { code: "SPRING20" },
    ]);
  });

  it("G9: a lower revision after a higher one is superseded and changes nothing, at any node, also much later", async () => {
    const person = await signUp(world.url);
    const kept = await startReady(person, { revision: 7, code: "WELCOME20" });
    const other = { ...person, url: await world.another() };
    for (const late of [0, 3, 6])
      expect(gist(await start(other, { revision: late }))).toBe("superseded");
    expect(await openSessionsOf(world.stripe, person.accountId)).toMatchObject([
      { id: kept.sessionId, code: "WELCOME20" },
    ]);
    expect((await startReady(other, { revision: 7, code: "WELCOME20" })).sessionId).toBe(
      kept.sessionId,
    );
  });

  it.each([
    ["NOSUCHCODE", "unknown"],
    ["TENOFF", "wrong_currency"],
    ["PLUSONLY", "wrong_plan"],
    ["MIN100", "minimum_amount"],
  ])(
    "G9: %s is said to be rejected (%s), asked once or again, and no session at full price comes of it",
    async (code, reason) => {
      const person = await signUp(world.url);
      const priceId = code === "TENOFF" ? "plus_year_jpy" : "starter_month_usd";
      for (const _time of [1, 2])
        expect(await start(person, { priceId, code, revision: 1 })).toMatchObject({
          is: "refused",
          reason: "code_rejected",
          code: "BAD_REQUEST",
          quote: { code: { is: "rejected", code, reason }, discount: 0 },
          message: expect.stringContaining(code),
        });
      expect(await openSessionsOf(world.stripe, person.accountId)).toEqual([]);
    },
  );

  it("G9: after a rejected code an earlier request without one cannot come back and charge the full price", async () => {
    const person = await signUp(world.url);
    expect(gist(await start(person, { code: "NOSUCHCODE", revision: 4 }))).toBe("code_rejected");
    expect(gist(await start(person, { code: null, revision: 3 }))).toBe("superseded");
    expect(await openSessionsOf(world.stripe, person.accountId)).toEqual([]);
  });

  it("G9: letter case and space around a code do not matter; an empty one is none", async () => {
    const person = await signUp(world.url);
    const first = await startReady(person, { code: "  welcome20 ", revision: 1 });
    expect(first.quote.code).toMatchObject({ is: "applied", code: "WELCOME20" });
    expect((await startReady(person, { code: "   ", revision: 2 })).quote.code).toEqual({
      is: "none",
    });
  });

  it("G9, negative control: without revisions the request that arrives last wins, and that is not the last typed", async () => {
    const person = await signUp(world.url);
    // A page that made a new attempt of every request would send each as a first revision.
    for (const [arrival, revision] of [3, 2, 0].entries())
      await startReady(person, { attempt: `attempt-${arrival}`, code: typed[revision] ?? null });
    expect(await openSessionsOf(world.stripe, person.accountId)).toMatchObject([
      { code: "WELCOME20" },
    ]);
  });
});
