import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { billTo } from "../world/bill-to.ts";
import { customersOf } from "../world/customers-of.ts";
import { signUp } from "../world/sign-up.ts";
import { gist, start, startReady } from "../world/start.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { until } from "../world/until.ts";

const frozen = z.object({ params: z.record(z.string(), z.unknown()) });

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

describe("G1: Stripe answers late, twice, or never", () => {
  it("G1: a request that meets its own key in flight (409) waits and reads, and is not sent as another", async () => {
    const person = await signUp(world.url);
    const held = world.door.next(/^POST \/v1\/customers$/, "hold request");
    const pressed = start(person);
    await held.struck;
    const effect = await world.prisma.effect.findFirstOrThrow({
      where: { accountId: person.accountId },
    });
    const { params } = frozen.parse(effect.request);
    const send = () =>
      world.stripe.rawRequest("POST", "/v1/customers", params, { idempotencyKey: effect.key });
    await world.control.faults({ latencyMs: 2_000 });
    // Of two that are sent at once, one is told that the other is in flight.
    const sent = [send(), send()];
    await Promise.any(
      sent.map((one) => expect(one).rejects.toMatchObject({ code: "idempotency_key_in_use" })),
    );
    await world.control.faults({});
    held.release();
    expect(gist(await pressed)).toBe("ready");
    await Promise.allSettled(sent);
    const statuses = (await world.control.requests())
      .filter(({ idempotencyKey }) => idempotencyKey === effect.key)
      .map(({ status }) => status);
    expect(statuses.filter((status) => status === 409).length).toBeGreaterThan(1);
    expect(await customersOf(world.stripe, person.accountId)).toHaveLength(1);
  });

  it.each(["lose request", "lose answer"] as const)(
    "G1, G4: %s of the customer call: the answer is a typed refusal, the outcome known within 5 s, one customer",
    async (fate) => {
      const person = await signUp(world.url);
      const lost = world.door.next(/^POST \/v1\/customers$/, fate);
      expect(gist(await start(person))).toBe("provider_unavailable");
      lost.release();
      await outcomeKnown(person.accountId);
      expect(gist(await start(person))).toBe("ready");
      expect(await customersOf(world.stripe, person.accountId)).toHaveLength(1);
    },
  );

  it("G1, G4: a 500 that Stripe has saved and replays for ever: looked for, then created under a new key", async () => {
    const person = await signUp(world.url);
    await world.control.faults({ error500Saved: 1 });
    expect(gist(await start(person))).toBe("provider_unavailable");
    await world.control.faults({});
    await outcomeKnown(person.accountId);
    expect(gist(await start(person))).toBe("ready");
    const generations = await world.prisma.effect.findMany({
      where: { accountId: person.accountId, kind: "customer.create" },
      orderBy: { generation: "asc" },
    });
    expect(generations.map(({ outcome }) => outcome)).toMatchObject([
      { is: "void" },
      { is: "done" },
    ]);
    expect(await customersOf(world.stripe, person.accountId)).toHaveLength(1);
  });

  it("G1: the e-mail changed while the answer was lost: the customer found has the new one in the end", async () => {
    const person = await signUp(world.url);
    const lost = world.door.next(/^POST \/v1\/customers$/, "lose answer");
    await start(person);
    const email = `new-${person.email}`;
    await billTo(world, [person.accountId], email);
    lost.release();
    const answers = await Promise.all(
      [1, 2, 3].map((tab) => start(person, { attempt: `changed-${tab}` })),
    );
    expect(new Set(answers.map(gist))).toEqual(new Set(["ready"]));
    const emails = await until(
      "the customer has the new e-mail",
      async () => {
        const found = await customersOf(world.stripe, person.accountId);
        return found.some((one) => one.email === email) && found.map((one) => one.email);
      },
      { withinMs: 5_000 },
    );
    expect(emails).toEqual([email]);
  });

  it.each(["Stripe’s clock is 25 h later", "the journal’s row is 25 h old"] as const)(
    "G1, G4: the answer was lost and %s, so the key protects nothing: the customer is found, not made again",
    async (what) => {
      const person = await signUp(world.url);
      const lost = world.door.next(/^POST \/v1\/customers$/, "lose answer");
      await start(person);
      if (what.startsWith("Stripe")) await world.control.advanceClock(25 * 3_600_000);
      else
        await world.prisma.$executeRaw`
          UPDATE effect SET first_sent_at = first_sent_at - interval '25 hours' WHERE account_id = ${person.accountId}`;
      lost.release();
      await outcomeKnown(person.accountId);
      expect(gist(await start(person))).toBe("ready");
      const outcomes = await world.prisma.effect.findMany({
        where: { accountId: person.accountId, kind: "customer.create" },
      });
      expect(outcomes.map(({ outcome }) => outcome)).toMatchObject([{ is: "done", how: "found" }]);
      expect(await customersOf(world.stripe, person.accountId)).toHaveLength(1);
    },
  );

  it("G1: a request that never arrived and whose key is 25 h old is looked for, then sent under a new key", async () => {
    const person = await signUp(world.url);
    const lost = world.door.next(/^POST \/v1\/customers$/, "lose request");
    await start(person);
    await world.prisma.$executeRaw`
      UPDATE effect SET first_sent_at = first_sent_at - interval '25 hours' WHERE account_id = ${person.accountId}`;
    await until(
      "it was made anew",
      async () => (await customersOf(world.stripe, person.accountId)).length,
      {
        withinMs: 5_000,
      },
    );
    lost.release();
    expect(gist(await start(person))).toBe("ready");
    expect(await customersOf(world.stripe, person.accountId)).toHaveLength(1);
  });

  it.each([
    ["the same choice", "plus_year_usd"],
    ["another choice", "starter_year_usd"],
  ])(
    "G1: the customer was deleted at Stripe by hand, then %s: it works, with one living customer",
    async (_name, priceId) => {
      const person = await signUp(world.url);
      await startReady(person);
      const [before] = await customersOf(world.stripe, person.accountId);
      await world.stripe.customers.del(before?.id ?? "");
      const again = await startReady(person, { priceId, revision: 1 });
      const customers = await customersOf(world.stripe, person.accountId);
      expect(customers).toHaveLength(1);
      expect(customers[0]?.id).not.toBe(before?.id);
      expect(await world.control.pay(again.sessionId)).toMatchObject({ outcome: "succeeded" });
    },
  );

  /** The promise of G4: with a node up, no outcome stays unknown for longer than 5 s. */
  const outcomeKnown = (accountId: string) =>
    until(
      "every effect has an outcome",
      async () =>
        (await world.prisma.effect.count({ where: { accountId, settledAt: null } })) === 0,
      { withinMs: 5_000 },
    );
});
