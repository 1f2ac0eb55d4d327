import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signUp } from "../world/sign-up.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { until } from "../world/until.ts";

describe("G11: the database goes away and comes back", () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.close());

  /** What a restart of PostgreSQL does to everybody who is connected. */
  const cutEverybody = () =>
    world.prisma.$executeRaw`
      SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()`;

  const choice = {
    priceId: "plus_month_usd",
    attempt: "through-a-restart",
    revision: 0,
    ui: "embedded",
  } as const;

  it("G4, G11: connections are cut under fifty starts: each answers or fails cleanly, and one session is left", async () => {
    const { client, email } = await signUp(world.url);
    const starts = Array.from({ length: 50 }, () => client.checkout.start.mutate(choice));
    const cuts = [cutEverybody(), cutEverybody()];
    const answers = await Promise.allSettled([...starts, ...cuts]);
    expect(answers).toHaveLength(52);

    const answer = await until(
      "the pool replaces what was cut, and a start is served",
      () => client.checkout.start.mutate(choice).catch(() => null),
      { withinMs: 2_000 },
    );
    expect(answer.is).toBe("ready");
    const { data: customers } = await world.stripe.customers.list({ email });
    expect(customers).toHaveLength(1);
    const { data: open } = await world.stripe.checkout.sessions.list({
      customer: customers[0]?.id ?? "",
      status: "open",
    });
    expect(open.map(({ id }) => id)).toEqual(answer.is === "ready" ? [answer.sessionId] : []);
  });

  it("G11, G12: a request that meets a cut fails with an id and without details, and the next one is served", async () => {
    const { client } = await signUp(world.url);
    const during = await Promise.allSettled([
      cutEverybody(),
      ...Array.from({ length: 20 }, () => client.billing.current.query()),
    ]);
    for (const one of during)
      if (one.status === "rejected") {
        expect(one.reason.message).toBe(
          "Something went wrong on our side. Nothing was lost; please try again.",
        );
        expect(one.reason.data.requestId).toMatch(/^[\w-]{8,}$/);
      }
    const plans = await until(
      "the pool replaces what was cut, and plans are read",
      () => client.catalog.plans.query().catch(() => null),
      { withinMs: 2_000 },
    );
    expect(plans).toHaveLength(5);
  });
});
