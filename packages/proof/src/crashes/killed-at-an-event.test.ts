import { serve } from "@idem/server";
import { expect, it } from "vitest";
import { customersOf } from "../world/customers-of.ts";
import { sendEvent } from "../world/send-event.ts";
import { signUp } from "../world/sign-up.ts";
import { startReady } from "../world/start.ts";
import { startWorld } from "../world/start-world.ts";
import { until } from "../world/until.ts";
import { startMortal } from "./start-mortal.ts";

it("G5: a worker is killed in the middle of an event’s work: another node does it, with what came meanwhile", async () => {
  // The world’s own node never looks by itself: it only prepares, and takes the second event.
  const world = await startWorld({ webhooks: false, overrides: { sweepIntervalMs: 3_600_000 } });
  try {
    const person = await signUp(world.url);
    const { sessionId } = await startReady(person);
    await world.control.pay(sessionId);
    const customer = (await customersOf(world.stripe, person.accountId))[0]?.id ?? "";
    const config = { ...world.config, sweepIntervalMs: 500 };
    const mortal = await startMortal(config, {
      kind: "session.create",
      point: "executed, answer not read",
    });
    const held = world.door.next(/^GET \/v1\/subscriptions$/, "hold answer");
    await sendEvent(mortal.url, { id: "evt_first", customer });
    await held.struck;
    await mortal.kill();
    held.release();
    await sendEvent(world.url, { id: "evt_second", customer });
    expect(await world.prisma.webhookEvent.count({ where: { processedAt: null } })).toBe(2);

    const rescuer = await serve(config);
    await until(
      "both events are done",
      async () => (await world.prisma.webhookEvent.count({ where: { processedAt: null } })) === 0,
      { withinMs: 15_000 },
    ).finally(rescuer.close);
    expect((await person.client.billing.current.query()).subscription).toMatchObject({
      status: "active",
    });
  } finally {
    await world.close();
  }
});
