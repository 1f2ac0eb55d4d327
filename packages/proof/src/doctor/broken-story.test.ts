import { afterAll, beforeAll, expect, it } from "vitest";
import { hire, type StaffMember } from "../world/hire.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { type Subscriber, subscribe } from "../world/subscriber.ts";
import { until } from "../world/until.ts";
import { rewriteStory } from "./damage.ts";

const limits = { withinMs: 30_000 };

let world: World;
let admin: StaffMember;
let patient: Subscriber;
beforeAll(async () => {
  world = await startWorld({ overrides: { sweepIntervalMs: 100 } });
  admin = await hire(world, "admin");
  patient = await subscribe(world);
  const { accountId, email } = patient;
  await world.stripe.customers.create({ email, metadata: { accountId } });
});
afterAll(() => world.close());

/** How a plan's work has ended; an account that a webhook is on its way to is looked at again. */
const ended = (planId: string) =>
  until(
    "all of its accounts were looked at",
    async () => {
      const plan = (await admin.client.admin.duplicates.plans.query()).find(
        ({ id }) => id === planId,
      );
      if (plan?.doing !== null) return null;
      if (plan.ended?.is === "verified" && plan.ended.left === 0) return plan.ended;
      await admin.client.admin.duplicates.verify.mutate({ planId });
      return null;
    },
    limits,
  );

it("G10: a story that was changed since the plan was made is a finding where its accounts are looked at again", async () => {
  const { duplicates } = admin.client.admin;
  await until(
    "the nodes have heard of it",
    async () => (await world.prisma.webhookEvent.count({ where: { processedAt: null } })) === 0,
    limits,
  );
  const { id: planId } = await duplicates.begin.mutate({ reason: "a test", refund: "last" });
  const before = await ended(planId);
  expect(before.found.map(({ invariant }) => invariant)).toEqual(["one_customer"]);

  await rewriteStory(world, patient);
  await duplicates.verify.mutate({ planId });
  const after = await ended(planId);
  expect(after.found.map(({ invariant }) => invariant)).toEqual(["one_customer", "audit_intact"]);
  const accounts = await duplicates.accounts.query({ planId, after: null, limit: 100 });
  const [accountId] = accounts.accounts.map((one) => one.accountId);
  if (accountId === undefined) throw new Error("The plan is about nobody.");
  const compared = await duplicates.compare.query({ planId, accountId });
  expect(compared).toMatchObject({
    findings: [{ invariant: "one_customer" }, { invariant: "audit_intact" }],
  });
});
