import { isStripePaymentIntentId } from "@idem/domain";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { refundEachPress } from "../controls/refund-each-press.ts";
import { hireTwoAdmins, type StaffMember } from "../world/hire.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { asking, type Subscriber, subscribe } from "../world/subscriber.ts";
import { until } from "../world/until.ts";

let world: World;
let admins: StaffMember[];
beforeAll(async () => {
  world = await startWorld();
  admins = await hireTwoAdmins(world);
});
afterAll(() => world.close());

/** The same, by two admins at two nodes, at the same moment. */
const both = <T>(act: (admin: StaffMember, index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(admins.map(act));

async function paymentOf({ accountId }: Subscriber) {
  const [admin] = admins;
  const answer = await admin?.client.admin.customers.payments.query({ accountId });
  const paid = answer?.is === "listed" ? answer.payments[0]?.payment : null;
  if (!paid || !isStripePaymentIntentId(paid.paymentIntentId)) throw new Error("Nothing was paid.");
  return paid;
}

const refundsOf = async (paymentIntentId: string): Promise<number[]> => {
  const { data } = await world.stripe.refunds.list({ payment_intent: paymentIntentId });
  return data.map(({ amount }) => amount);
};

const reason = "charged by mistake";

type Acted = Awaited<ReturnType<StaffMember["client"]["admin"]["subscriptions"]["comp"]["mutate"]>>;

/** Both are led to a line that tells who asked for it: their own, or, where it was so already, the other's. */
async function expectLines(accountId: string, answers: Acted[]): Promise<void> {
  const asked = await world.prisma.auditEvent.findMany({
    where: { accountId, action: "subscription.change_asked" },
  });
  const lines = answers.map((answer) => (answer.is === "done" ? answer.auditSeq : null));
  expect(asked.map(({ seq }) => seq)).toEqual(expect.arrayContaining(lines));
  const own = answers.filter((answer) => answer.is === "done" && !answer.wasSo);
  expect(own).toHaveLength(asked.length);
}

describe("G4: two admins do the same at the same moment: it is done once, and both see the same", () => {
  it("G4: a refund of a part, asked for by both, and pressed twice by each: one refund", async () => {
    const customer = await subscribe(world);
    const { paymentIntentId, refunded } = await paymentOf(customer);
    const { accountId } = customer;
    const asked = { accountId, paymentIntentId, amount: 500, refundedBefore: refunded, reason };
    const answers = await Promise.all(
      [0, 0, 1, 1].map((index) =>
        admins[index]?.client.admin.customers.refund.mutate({
          ...asked,
          actionId: `press-of-${index}`,
        }),
      ),
    );
    for (const answer of answers)
      expect(answer).toMatchObject({ is: "done", amount: 500, currency: "usd" });
    expect(await refundsOf(paymentIntentId)).toEqual([500]);
  });

  it("negative control: a key for each press makes two refunds of the same schedule", async () => {
    const customer = await subscribe(world);
    const { paymentIntentId } = await paymentOf(customer);
    await both((_admin, index) =>
      refundEachPress(world.stripe, { paymentIntentId, amount: 500, press: `of-${index}` }),
    );
    expect(await refundsOf(paymentIntentId)).toEqual([500, 500]);
  });

  it("G4: both refund, and mean other amounts: one is done, the other is told to look again", async () => {
    const customer = await subscribe(world);
    const { paymentIntentId } = await paymentOf(customer);
    const { accountId } = customer;
    const answers = await both((admin, index) =>
      admin.client.admin.customers.refund.mutate({
        ...{ accountId, paymentIntentId, reason },
        amount: index === 0 ? 500 : 700,
        refundedBefore: 0,
        actionId: `an-amount-${index}`,
      }),
    );
    expect(answers.map((answer) => (answer.is === "done" ? "done" : answer.reason)).sort()).toEqual(
      ["done", "refund_changed"],
    );
    expect(await refundsOf(paymentIntentId)).toHaveLength(1);
  });

  it("G4: a second refund, from a screen that shows the first, is another one; more than was paid is refused", async () => {
    const customer = await subscribe(world);
    const { paymentIntentId, paid } = await paymentOf(customer);
    const { accountId } = customer;
    const [admin] = admins;
    const refund = (amount: number, refundedBefore: number) =>
      admin?.client.admin.customers.refund.mutate({
        ...{ accountId, paymentIntentId, amount, refundedBefore, reason },
        actionId: `refund-${amount}-${refundedBefore}`,
      });
    expect(await refund(500, 0)).toMatchObject({ is: "done" });
    expect(await refund(500, 500)).toMatchObject({ is: "done" });
    expect(await refund(paid - 900, 1_000)).toMatchObject({ reason: "refund_too_high" });
    expect(await refund(100, 700)).toMatchObject({ reason: "refund_changed" });
    expect(await refundsOf(paymentIntentId)).toEqual([500, 500]);
  });

  it.each(["lose request", "lose answer"] as const)(
    "G4: %s of a refund: the answer says so, and it comes true once",
    async (fate) => {
      const customer = await subscribe(world);
      const { paymentIntentId } = await paymentOf(customer);
      const [admin] = admins;
      const lost = world.door.next(/^POST \/v1\/refunds$/, fate);
      const press = () =>
        admin?.client.admin.customers.refund.mutate({
          ...{ accountId: customer.accountId, paymentIntentId, reason },
          ...{ amount: 500, refundedBefore: 0, actionId: "one-and-the-same" },
        });
      expect(await press()).toMatchObject({ is: "refused", reason: "provider_unavailable" });
      lost.release();
      await until(
        "the refund has come true",
        async () => (await refundsOf(paymentIntentId)).length > 0,
        { withinMs: 5_000 },
      );
      expect(await press()).toMatchObject({ is: "done", amount: 500 });
      expect(await refundsOf(paymentIntentId)).toEqual([500]);
    },
  );

  it("G4: both end the subscription now: it is ended once, and the story names who asked and why", async () => {
    const customer = await subscribe(world);
    const { accountId, subscriptionId } = customer;
    const answers = await both((admin) =>
      admin.client.admin.subscriptions.cancel.mutate({
        ...{ accountId, ...asking({ subscriptionId }), reason },
        when: "now",
      }),
    );
    for (const answer of answers)
      expect(answer).toMatchObject({ is: "done", subscription: { status: "canceled" } });
    const ended = await world.prisma.effect.count({
      where: { accountId, kind: "subscription.cancel" },
    });
    expect(ended).toBe(1);
    const [asked] = await world.prisma.auditEvent.findMany({
      where: { accountId, action: "subscription.change_asked", source: "admin" },
    });
    expect(asked).toMatchObject({ reason });
    await expectLines(accountId, answers);
    expect(admins.map(({ userId }) => userId)).toContain(asked?.userId);
  });

  it("G4: both make it free for three months: one discount, and both see it", async () => {
    const customer = await subscribe(world);
    const { accountId, subscriptionId } = customer;
    const answers = await both((admin) =>
      admin.client.admin.subscriptions.comp.mutate({
        ...{ accountId, ...asking({ subscriptionId }), reason },
        months: 3,
      }),
    );
    for (const answer of answers)
      expect(answer).toMatchObject({
        is: "done",
        subscription: {
          discount: { off: { is: "percent", percent: 100 } },
          nextCharge: { amount: 0 },
        },
      });
    const updates = await world.prisma.effect.count({
      where: { accountId, kind: "subscription.update" },
    });
    expect(updates).toBe(1);
    await expectLines(accountId, answers);
    const preview = await world.stripe.invoices.createPreview({ subscription: subscriptionId });
    expect(preview.total).toBe(0);
  });
});
