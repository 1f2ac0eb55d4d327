import { applyPlan, examine, makePlan, verifyPlan } from "@idem/billing";
import { openDeployment } from "@idem/cli/deployment";
import { afterAll, beforeAll, expect, it } from "vitest";
import { customersOf } from "../world/customers-of.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { subscribe } from "../world/subscriber.ts";
import { until } from "../world/until.ts";
import { unwatched } from "./check-all.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const open = () =>
  openDeployment({
    databaseUrl: world.databaseUrl,
    stripe: { secretKey: "sk_test_world", apiBase: world.door.url },
    publicUrl: "http://localhost",
    mailFrom: null,
    callsPerSecond: Number.POSITIVE_INFINITY,
  });

const isQuiet = async (): Promise<boolean> =>
  (await world.prisma.webhookEvent.count({ where: { processedAt: null } })) === 0;

/**
 * Another customer of the same account that pays as well, for the second time: the row has to follow it, against what the
 * nodes would choose between the two subscriptions.
 */
async function payTwice(accountId: string): Promise<string> {
  const { stripe } = world;
  const [own] = await customersOf(stripe, accountId);
  const email = own?.email ?? "";
  const { id: customer } = await stripe.customers.create({ email, metadata: { accountId } });
  const card = await stripe.paymentMethods.attach("pm_card_visa", { customer });
  const [price] = (await stripe.prices.list({ lookup_keys: ["plus_month_usd"] })).data;
  const buy = () =>
    stripe.subscriptions.create({
      customer,
      items: [{ price: price?.id ?? "" }],
      default_payment_method: card.id,
    });
  await stripe.subscriptions.cancel((await buy()).id);
  await buy();
  return customer;
}

it("G10: while nodes serve and webhooks ring, who pays is served at every moment of the repair", async () => {
  const person = await subscribe(world);
  const otherId = await payTwice(person.accountId);
  await until("the nodes have heard of it", isQuiet, { withinMs: 10_000 });

  const { doctor, close } = open();
  try {
    const planning = { askedBy: "a test", only: [], limit: null, reason: "a test" };
    const { planId, accounts } = await makePlan(
      doctor,
      { ...planning, policy: { refund: "last" } },
      { ...unwatched, onFound: async () => {} },
    );
    expect(accounts).toBe(1);
    const served: boolean[] = [];
    let isOver = false;
    const customer = (async () => {
      while (!isOver) {
        const { subscription } = await person.client.billing.current.query();
        served.push(subscription?.isLive === true);
      }
    })();
    const applied = await applyPlan(doctor, planId, { ...unwatched, worker: "a test" });
    expect(applied).toMatchObject({ left: 0, steps: { planned: 0, refused: 0, skipped: 0 } });
    await until("the nodes have heard of it", isQuiet, { withinMs: 10_000 });
    isOver = true;
    await customer;
    expect(served.every(Boolean)).toBe(true);
    expect(await verifyPlan(doctor, planId, unwatched)).toMatchObject({ findings: 0, left: 0 });
    const row = await world.prisma.customer.findUniqueOrThrow({
      where: { accountId: person.accountId },
    });
    expect(row.stripeCustomerId).toBe(otherId);
    expect((await world.stripe.subscriptions.list({ customer: otherId })).data).toHaveLength(1);
    const found: unknown[] = [];
    await examine(doctor, planning, {
      ...unwatched,
      onFound: async ({ findings }) => void found.push(...findings),
    });
    expect(found).toEqual([]);
    const metrics = await (await fetch(`${world.url}/metrics`)).text();
    expect(metrics).toContain(
      'idem_doctor_findings{invariant="one_live_subscription",severity="critical"} 0',
    );
  } finally {
    await close();
  }
});

it("negative control: ended before the row follows, a webhook takes away what is paid for", async () => {
  const person = await subscribe(world);
  await payTwice(person.accountId);
  await world.stripe.subscriptions.cancel(person.subscriptionId);
  await until(
    "who pays another customer's subscription is served nothing",
    async () => (await person.client.billing.current.query()).subscription?.isLive === false,
    { withinMs: 10_000 },
  );
});
