import { retiredKey, toStripePaymentIntentId } from "@idem/domain";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { refundEachPress } from "../controls/refund-each-press.ts";
import { hire, hireTwoAdmins, type StaffMember } from "../world/hire.ts";
import { type PaidBeside, payBeside } from "../world/pay-beside.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { asking, type Subscriber, subscribe, subscriptionOf } from "../world/subscriber.ts";
import { until } from "../world/until.ts";

let world: World;
let support: StaffMember;
let admins: StaffMember[];
beforeAll(async () => {
  world = await startWorld();
  support = await hire(world, "support");
  admins = await hireTwoAdmins(world);
});
afterAll(() => world.close());

const reason = "charged twice since May";

const find = (id: string) => support.client.admin.customers.find.query({ id });

async function listed({ accountId }: Subscriber, besides: PaidBeside["customerId"][] = []) {
  const answer = await support.client.admin.customers.payments.query({ accountId, besides });
  if (answer.is !== "listed") throw new Error(answer.message);
  return answer;
}

async function chargedTwice(changes?: Parameters<typeof payBeside>[2]) {
  const customer = await subscribe(world);
  return { customer, beside: await payBeside(world, customer, changes) };
}

/** The same, twice by each of two admins at two nodes, at the same moment. */
const eachTwice = <T>(act: (admin: StaffMember) => Promise<T>): Promise<T[]> =>
  Promise.all([...admins, ...admins].map(act));

const refundOf =
  ({ accountId }: Pick<Subscriber, "accountId">, { paymentIntentId, paid }: PaidBeside) =>
  ({ client }: StaffMember) =>
    client.admin.customers.refund.mutate({
      ...{ accountId, paymentIntentId, reason, amount: paid },
      ...{ refundedBefore: 0, actionId: "one-asking-of-many" },
    });

const endOf =
  ({ accountId }: Pick<Subscriber, "accountId">, beside: PaidBeside) =>
  ({ client }: StaffMember) =>
    client.admin.subscriptions.endStray.mutate({ accountId, reason, ...asking(beside) });

const refundsOf = async (paymentIntentId: string): Promise<number[]> => {
  const { data } = await world.stripe.refunds.list({ payment_intent: paymentIntentId });
  return data.map(({ amount }) => amount);
};

const statusOf = async (subscriptionId: string): Promise<string> =>
  (await world.stripe.subscriptions.retrieve(subscriptionId)).status;

/** The payment of the customer in the account's row. */
async function ownPaymentOf({ client }: Subscriber): Promise<string> {
  const { customer } = await client.billing.current.query();
  const { data } = await world.stripe.charges.list({ customer: customer?.stripeCustomerId ?? "" });
  return String(data[0]?.payment_intent);
}

describe("an account that has a second customer at Stripe, who pays too", () => {
  it("each id of the second customer leads to the account", async () => {
    const { customer, beside } = await chargedTwice();
    const { accountId } = customer;
    const { customerId, subscriptionId, invoiceId, paymentIntentId, chargeId } = beside;
    for (const id of [customerId, subscriptionId, invoiceId, paymentIntentId, chargeId])
      expect(await find(id)).toEqual({ is: "found", accountId, customerId });
  });

  it("a customer that was replaced leads to the account of the one in its place", async () => {
    const customer = await subscribe(world);
    const { customer: row } = await customer.client.billing.current.query();
    const metadata = { [retiredKey]: row?.stripeCustomerId ?? "" };
    const { customerId } = await payBeside(world, customer, { metadata });
    const { accountId } = customer;
    expect(await find(customerId)).toEqual({ is: "found", accountId, customerId });
    const { others } = await listed(customer);
    expect(others).toMatchObject([{ id: customerId, retiredInto: row?.stripeCustomerId }]);
  });

  it("what Stripe has of nobody here is told apart from what nobody has", async () => {
    const customer = await subscribe(world);
    const strangers = [{ metadata: {} }, { metadata: { accountId: "acc_of_another_product" } }];
    for (const metadata of strangers) {
      const { customerId, invoiceId } = await payBeside(world, customer, metadata);
      for (const id of [customerId, invoiceId])
        expect(await find(id)).toEqual({ is: "of_nobody", customerId });
    }
    for (const id of ["cus_nobody", "ch_nobody"])
      expect(await find(id)).toEqual({ is: "not_found" });
    await world.control.faults({ outage: true });
    const unheard = await find("cus_nobody");
    await world.control.faults({});
    expect(unheard).toMatchObject({ is: "refused", reason: "provider_unavailable" });
  });

  it("payments are those of both, each with its customer, and the second one is named with what lives there", async () => {
    const { customer, beside } = await chargedTwice();
    const { customerId, subscriptionId } = beside;
    const { payments, others } = await listed(customer);
    expect(payments.map((one) => one.payment?.paymentIntentId).sort()).toEqual(
      [beside.paymentIntentId, await ownPaymentOf(customer)].sort(),
    );
    expect(new Set(payments.map((one) => one.customerId)).size).toBe(2);
    const live = [{ id: subscriptionId, status: "active", planName: "Plus" }];
    expect(others).toMatchObject([{ id: customerId, email: customer.email, live }]);
  });

  it("one of another address is shown to whoever has come by its id", async () => {
    const { customer, beside } = await chargedTwice({ email: "pat@elsewhere.example.com" });
    expect((await listed(customer)).others).toEqual([]);
    const { others, payments } = await listed(customer, [beside.customerId]);
    expect(others.map(({ id }) => id)).toEqual([beside.customerId]);
    expect(payments).toHaveLength(2);
  });

  it("the story tells what Stripe told of the second customer, and says that it was of that one", async () => {
    const { customer, beside } = await chargedTwice();
    const other = await subscribe(world);
    const { customer: stranger } = await other.client.billing.current.query();
    const { customerId } = beside;
    await until(
      "its events have come",
      async () =>
        (await world.prisma.webhookEvent.count({ where: { stripeCustomerId: customerId } })) > 3,
      { withinMs: 10_000 },
    );
    const strangerId = stranger?.stripeCustomerId ?? "";
    const storyOf = async (besides: string[]) => {
      const { lines } = await support.client.admin.customers.story.query({
        ...{ accountId: customer.accountId, limit: 100 },
        besides: besides.map((id) => `cus_${id.slice(4)}` as const),
      });
      return lines.filter(({ kind }) => kind === "event");
    };
    const alone = await storyOf([]);
    const both = await storyOf([customerId, strangerId]);
    const added = both.filter(({ id }) => !alone.some((one) => one.id === id));
    expect(added.length).toBeGreaterThan(3);
    for (const { reason: said } of added) expect(said).toContain(customerId);
  });
});

describe("G4: paid back and ended once, however many press, and nothing else is touched", () => {
  it("G4: the second customer's payment, asked back by two admins twice each: one refund", async () => {
    const { customer, beside } = await chargedTwice();
    for (const answer of await eachTwice(refundOf(customer, beside)))
      expect(answer).toMatchObject({ is: "done", amount: beside.paid });
    expect(await refundsOf(beside.paymentIntentId)).toEqual([beside.paid]);
    expect(await refundsOf(await ownPaymentOf(customer))).toEqual([]);
  });

  it("negative control: a key for each press pays it back twice", async () => {
    const { beside } = await chargedTwice();
    const { paymentIntentId } = beside;
    await Promise.all(
      ["one", "another"].map((press) =>
        refundEachPress(world.stripe, { paymentIntentId, amount: 500, press: `beside-${press}` }),
      ),
    );
    expect(await refundsOf(paymentIntentId)).toEqual([500, 500]);
  });

  it("G4: its subscription, ended by two admins twice each: ended once, with who and why, and the account's own goes on", async () => {
    const { customer, beside } = await chargedTwice();
    const { accountId } = customer;
    const before = await subscriptionOf(customer);
    for (const answer of await eachTwice(endOf(customer, beside)))
      expect(answer).toMatchObject({ is: "done" });
    expect(await statusOf(beside.subscriptionId)).toBe("canceled");
    const slot = `subscription.cancel:${beside.subscriptionId}`;
    expect(await world.prisma.effect.count({ where: { accountId, slot } })).toBe(1);
    const [asked] = await world.prisma.auditEvent.findMany({
      where: { accountId, action: "subscription.stray_end_asked" },
    });
    expect(asked).toMatchObject({ reason, source: "admin" });
    expect(admins.map(({ userId }) => userId)).toContain(asked?.userId);
    expect(await endOf(customer, beside)(admins[0] ?? support)).toEqual({
      is: "done",
      auditSeq: null,
    });
    expect(await statusOf(customer.subscriptionId)).toBe("active");
    expect(await subscriptionOf(customer)).toEqual(before);
    expect((await listed(customer)).others).toMatchObject([{ live: [] }]);
  });

  it.each(["lose request", "lose answer"] as const)(
    "G4: %s of its end: the answer says so, and it comes true once",
    async (fate) => {
      const { customer, beside } = await chargedTwice();
      const lost = world.door.next(/^DELETE \/v1\/subscriptions\//, fate);
      const [admin = support] = admins;
      const refused = { is: "refused", reason: "provider_unavailable" };
      expect(await endOf(customer, beside)(admin)).toMatchObject(refused);
      lost.release();
      await until(
        "it has come true",
        async () => (await statusOf(beside.subscriptionId)) === "canceled",
        { withinMs: 5_000 },
      );
      expect(await endOf(customer, beside)(admin)).toMatchObject({ is: "done" });
    },
  );
});

describe("G8: whose customer does not say that it is the account's keeps its money and its subscription", () => {
  const strangers = {
    "names nobody": { metadata: {} },
    "names another account": { metadata: { accountId: "acc_of_another_product" } },
    "was replaced by a customer of nobody's": { metadata: { [retiredKey]: "cus_of_nobody" } },
  };

  it.each(Object.entries(strangers))("G8: it %s", async (_name, changes) => {
    const { customer, beside } = await chargedTwice(changes);
    const [admin = support] = admins;
    expect(await refundOf(customer, beside)(admin)).toMatchObject({ reason: "not_paid" });
    expect(await endOf(customer, beside)(admin)).toMatchObject({ reason: "no_subscription" });
    const { payments, others } = await listed(customer, [beside.customerId]);
    expect({ payments: payments.length, others }).toEqual({ payments: 1, others: [] });
    expect(await refundsOf(beside.paymentIntentId)).toEqual([]);
    expect(await statusOf(beside.subscriptionId)).toBe("active");
  });

  it("G8: it names the account, and is by our rows another one's: what our rows say counts", async () => {
    const [customer, other] = [await subscribe(world), await subscribe(world)];
    const { customer: row } = await other.client.billing.current.query();
    const customerId = row?.stripeCustomerId ?? "";
    const { accountId } = customer;
    await world.stripe.customers.update(customerId, {
      email: customer.email,
      metadata: { accountId },
    });
    expect(await find(other.subscriptionId)).toMatchObject({ accountId: other.accountId });
    expect((await listed(customer)).others).toEqual([]);
    const [admin = support] = admins;
    const end = admin.client.admin.subscriptions.endStray.mutate({
      ...{ accountId, reason },
      ...asking(other),
    });
    expect(await end).toMatchObject({ reason: "no_subscription" });
    const paymentIntentId = toStripePaymentIntentId(await ownPaymentOf(other));
    const refund = admin.client.admin.customers.refund.mutate({
      ...{ accountId, reason, paymentIntentId, amount: 500, refundedBefore: 0 },
      actionId: "not-their-payment",
    });
    expect(await refund).toMatchObject({ reason: "not_paid" });
    expect(await refundsOf(paymentIntentId)).toEqual([]);
    expect(await statusOf(other.subscriptionId)).toBe("active");
  });

  it("G8: the account's own subscription is not ended as a stray one", async () => {
    const customer = await subscribe(world);
    const [admin = support] = admins;
    const end = admin.client.admin.subscriptions.endStray.mutate({
      ...{ accountId: customer.accountId, reason },
      ...asking(customer),
    });
    expect(await end).toMatchObject({ reason: "subscription_changed" });
    expect(await statusOf(customer.subscriptionId)).toBe("active");
  });
});
