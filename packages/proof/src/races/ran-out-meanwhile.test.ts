import { afterAll, beforeAll, expect, it } from "vitest";
import { openSessionsOf } from "../world/open-sessions-of.ts";
import { signUp } from "../world/sign-up.ts";
import { startReady } from "../world/start.ts";
import { startWorld, type World } from "../world/start-world.ts";

let world: World;
beforeAll(async () => {
  // Nobody looks but who presses, so that the session is still open in our rows when it has run out at Stripe.
  world = await startWorld({ webhooks: false, overrides: { sweepIntervalMs: 3_600_000 } });
});
afterAll(() => world.close());

it("G2: a webhook closes the session that ran out between a press's decision and its answer: the press gets a new one", async () => {
  const person = await signUp(world.url);
  const first = await startReady(person);
  await world.stripe.checkout.sessions.expire(first.sessionId);
  await closeAfterDecision(first.sessionId);

  const second = await startReady(person);
  expect(second.sessionId).not.toBe(first.sessionId);
  expect(await openSessionsOf(world.stripe, person.accountId)).toMatchObject([
    { id: second.sessionId },
  ]);
});

/** What a webhook's look writes, written in the commit of the decision that it follows: there is no earlier moment. */
async function closeAfterDecision(sessionId: string): Promise<void> {
  await world.prisma.$executeRawUnsafe(`
    CREATE FUNCTION close_after_decision() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      UPDATE checkout SET status = 'EXPIRED', retired_at = now() WHERE stripe_session_id = '${sessionId}' AND status = 'OPEN';
      RETURN NULL;
    END $$`);
  await world.prisma.$executeRaw`
    CREATE TRIGGER close_after_decision AFTER INSERT OR UPDATE ON checkout_attempt
    FOR EACH ROW EXECUTE FUNCTION close_after_decision()`;
}
