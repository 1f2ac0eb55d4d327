import { expect, it } from "vitest";
import { signUp } from "../world/sign-up.ts";
import { startReady } from "../world/start.ts";
import { startWorld } from "../world/start-world.ts";
import { until } from "../world/until.ts";

it("G4: during a deploy, what a newer version recorded neither stops this one's sweep nor is touched by it", async () => {
  const world = await startWorld();
  try {
    const person = await signUp(world.url);
    const { checkoutId, sessionId } = await startReady(person);
    const overdue = { leaseUntil: new Date(0), accountId: person.accountId };
    const request = { method: "POST", path: "/v1/contacts", params: {} };
    const newer = await world.prisma.effect.create({
      data: {
        ...overdue,
        kind: "contact.create",
        slot: "contact.create:1",
        key: "newer",
        intent: { kind: "contact.create" },
        request,
        requestHash: "",
      },
    });
    const known = await world.prisma.effect.create({
      data: {
        ...overdue,
        kind: "session.expire",
        slot: `session.expire:${sessionId}`,
        key: "known",
        intent: { kind: "session.expire", accountId: person.accountId, checkoutId, sessionId },
        request: { method: "POST", path: `/v1/checkout/sessions/${sessionId}/expire`, params: {} },
        requestHash: "",
      },
    });
    await until(
      "the sweeper settles the effect it knows",
      async () => {
        const row = await world.prisma.effect.findUniqueOrThrow({ where: { id: known.id } });
        return row.settledAt !== null;
      },
      { withinMs: 5_000 },
    );
    const left = await world.prisma.effect.findUniqueOrThrow({ where: { id: newer.id } });
    expect(left).toMatchObject({ attempts: 0, settledAt: null, leaseUntil: overdue.leaseUntil });
  } finally {
    await world.close();
  }
});
