import { serve } from "@idem/server";
import { expect, it } from "vitest";
import { signUp } from "../world/sign-up.ts";
import { start, startReady } from "../world/start.ts";
import { startWorld } from "../world/start-world.ts";
import { until } from "../world/until.ts";
import { startMortal } from "./start-mortal.ts";

it("G4: a node dies before it closes a session, which runs out meanwhile: whoever asks is told so, not to wait for ever", async () => {
  // The world’s own node only answers: it never sweeps and hears no webhook.
  const world = await startWorld({ webhooks: false, overrides: { sweepIntervalMs: 3_600_000 } });
  try {
    const person = await signUp(world.url);
    const { sessionId } = await startReady(person, { priceId: "plus_month_usd" });
    const mortal = await startMortal(world.config, {
      kind: "session.expire",
      point: "before claim",
    });
    const other = { priceId: "enterprise_month_usd", revision: 1 };
    await expect(start({ ...person, url: mortal.url }, other)).rejects.toThrow();
    await mortal.dead;
    await world.control.advanceClock(25 * 3_600_000);
    const status = () => person.client.checkout.status.query({ sessionId });
    expect(await status()).toMatchObject({ is: "processing", next: "wait" });

    const rescuer = await serve({ ...world.config, sweepIntervalMs: 500 });
    await until("the checkout is known to be over", async () => (await status()).is === "expired", {
      withinMs: 5_000,
    }).finally(rescuer.close);
    expect(await status()).toMatchObject({ next: "restart" });
    const ended = await world.prisma.auditEvent.count({
      where: { accountId: person.accountId, action: "checkout.expired" },
    });
    expect(ended).toBe(1);
  } finally {
    await world.close();
  }
});
