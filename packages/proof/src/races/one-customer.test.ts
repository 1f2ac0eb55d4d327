import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signUp } from "../world/sign-up.ts";
import { startWorld, type World } from "../world/start-world.ts";

describe("G1: a billing account has at most one Stripe customer", () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.close());

  it("G1, G2: fifty tabs press Continue at once: one customer, one open session, the same for all", async () => {
    const { client, email } = await signUp(world.url);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, tab) =>
        client.checkout.start.mutate({
          priceId: "plus_year_usd",
          code: "WELCOME20",
          attempt: `tab-number-${tab}`,
          revision: 0,
          ui: "embedded",
        }),
      ),
    );
    const sessions = answers.map((answer) => (answer.is === "ready" ? answer.sessionId : answer.reason));
    expect(new Set(sessions).size).toBe(1);
    expect(sessions[0]).toMatch(/^cs_test_/);
    const customers = await world.stripe.customers.list({ email });
    expect(customers.data).toHaveLength(1);
    const open = await world.stripe.checkout.sessions.list({
      customer: customers.data[0]?.id ?? "",
      status: "open",
    });
    expect(open.data).toHaveLength(1);
  });
});
