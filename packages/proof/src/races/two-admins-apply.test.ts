import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { moveCredit } from "../controls/move-credit.ts";
import { customersOf } from "../world/customers-of.ts";
import { hireTwoAdmins, type StaffMember } from "../world/hire.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { type Subscriber, subscribe } from "../world/subscriber.ts";
import { until } from "../world/until.ts";

const credit = -700;
const limits = { withinMs: 30_000 };

let world: World;
let admins: StaffMember[];
beforeAll(async () => {
  world = await startWorld({ overrides: { sweepIntervalMs: 100 } });
  admins = await hireTwoAdmins(world);
});
afterAll(() => world.close());

/** The same, by two admins at two nodes, at the same moment. */
const both = <T>(act: (admin: StaffMember) => Promise<T>): Promise<T[]> =>
  Promise.all(admins.map(act));

let patient: Subscriber;
let kept: string;
let other: string;
beforeEach(async () => {
  patient = await subscribe(world);
  const { accountId, email } = patient;
  const [own] = await customersOf(world.stripe, accountId);
  kept = own?.id ?? "";
  ({ id: other } = await world.stripe.customers.create({ email, metadata: { accountId } }));
  await world.stripe.customers.createBalanceTransaction(other, { amount: credit, currency: "usd" });
  await until(
    "the nodes have heard of it",
    async () => (await world.prisma.webhookEvent.count({ where: { processedAt: null } })) === 0,
    limits,
  );
});

const balances = async (): Promise<number[]> => {
  const customers = await Promise.all(
    [kept, other].map((id) => world.stripe.customers.retrieve(id)),
  );
  return customers.map((one) => (one.deleted ? 0 : one.balance));
};

/** The nodes are held up at Stripe until both have asked: the second one comes while the first one's is being done. */
async function bothWhile<T>(held: RegExp, act: (admin: StaffMember) => Promise<T>): Promise<T[]> {
  const caught = world.door.next(held, "hold request");
  const answers = await both(act);
  await caught.struck;
  caught.release();
  return answers;
}

/** How a plan stands once nothing is being done with it. */
const over = (planId: string) =>
  until(
    "it is over",
    async () => {
      const plans = await admins[0]?.client.admin.duplicates.plans.query();
      const plan = plans?.find(({ id }) => id === planId);
      return plan?.doing === null ? plan : null;
    },
    limits,
  );

/** An account that a webhook is on its way to is left out, and looked at the next time. */
async function isVerified(planId: string): Promise<boolean> {
  await both((admin) => admin.client.admin.duplicates.verify.mutate({ planId }));
  const { ended } = await over(planId);
  if (ended?.is !== "verified") throw new Error(`It ended otherwise: ${ended?.is}.`);
  expect(ended.findings).toBe(0);
  return ended.left === 0;
}

const reason = "two customers since May";

describe("G10: two admins at two nodes do the same with a plan at the same moment", () => {
  it("G10: one plan is made, each of its steps is done once, and both see the same", async () => {
    const begun = await bothWhile(/^GET \/v1\/customers$/, (admin) =>
      admin.client.admin.duplicates.begin.mutate({ reason, refund: "last" }),
    );
    const [planId = ""] = begun.map(({ id }) => id);
    expect(begun.map(({ id }) => id)).toEqual([planId, planId]);
    const made = await over(planId);
    expect(made).toMatchObject({ accounts: 1, ended: { is: "planned", findings: 1 } });
    const steps = made.steps.planned;
    expect(await balances()).toEqual([0, credit]);

    const answers = await bothWhile(/balance_transactions$/, (admin) =>
      admin.client.admin.duplicates.carryOut.mutate({ planId }),
    );
    expect(answers.map((answer) => answer.is).sort()).toEqual(["begun", "joined"]);
    expect(await over(planId)).toMatchObject({
      ended: { is: "applied", left: 0 },
      steps: { planned: 0, done: steps, refused: 0, skipped: 0 },
    });
    expect(await balances()).toEqual([credit, 0]);
    const { accountId } = patient;
    const told = await world.prisma.auditEvent.findMany({
      where: { accountId, source: "doctor", action: { in: ["repair.begun", "balance.adjusted"] } },
      orderBy: { seq: "asc" },
    });
    expect(told.map(({ action }) => action)).toEqual([
      "repair.begun",
      "balance.adjusted",
      "balance.adjusted",
    ]);

    await until("nobody is at work on the account any more", () => isVerified(planId), limits);
    await both((admin) => admin.client.admin.duplicates.undo.mutate({ planId }));
    expect(await over(planId)).toMatchObject({ ended: { is: "undone", left: 0 } });
    expect(await balances()).toEqual([0, credit]);
  });

  it("G10: what a node was doing when it died is gone on with by another one", async () => {
    const [admin] = admins;
    const begun = await admin?.client.admin.duplicates.begin.mutate({ reason, refund: "last" });
    const planId = begun?.id ?? "";
    await over(planId);
    await world.prisma.$executeRaw`
      UPDATE doctor_plan SET doing = 'apply', worker = 'a dead node', lease_until = now() + interval '1 second'
      WHERE id = ${planId}`;
    expect(await admin?.client.admin.duplicates.carryOut.mutate({ planId })).toMatchObject({
      is: "joined",
      deedId: null,
    });
    expect(await admin?.client.admin.duplicates.undo.mutate({ planId })).toMatchObject({
      is: "busy",
    });
    const { ended, steps } = await over(planId);
    expect(ended).toMatchObject({ is: "applied", left: 0 });
    expect(steps).toMatchObject({ planned: 0, refused: 0, skipped: 0 });
    expect(await balances()).toEqual([credit, 0]);
  });

  it("negative control: two people who move the credit by hand move it twice", async () => {
    await both(() => moveCredit(world.stripe, { from: other, to: kept, amount: credit }));
    expect(await balances()).toEqual([2 * credit, -credit]);
  });
});
