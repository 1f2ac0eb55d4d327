import { randomUUID } from "node:crypto";
import type { Before } from "@idem/billing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openWorker, type Worker } from "../reconcile/open-passes.ts";
import { type Subscriber, subscribe } from "../reconcile/subscriber.ts";
import { hire, type StaffMember } from "../world/hire.ts";
import { inStatus } from "../world/in-status.ts";
import { startWorld, type World } from "../world/start-world.ts";

let world: World;
let worker: Worker;
let admin: StaffMember;
let support: StaffMember;
beforeAll(async () => {
  // The door is closed: nobody tells us what happens at Stripe.
  world = await startWorld({ webhooks: false });
  worker = openWorker({ databaseUrl: world.databaseUrl, stripeUrl: world.localStripe.url });
  admin = await hire(world, "admin");
  support = await hire(world, "support");
});
afterAll(async () => {
  await worker[Symbol.asyncDispose]();
  await world.close();
});

const passes = () => admin.client.admin.passes;
const driftsOf = async (passId: string, { accountId }: Pick<Subscriber, "accountId">) => {
  const { lines } = await passes().drifts.query({ passId });
  return lines.filter((line) => line.accountId === accountId);
};

describe("G5: what a pass has found, as staff read it", () => {
  it("G5: one of each kind is counted as what it is, and whoever is well as in sync", async () => {
    await subscribe(world);
    await subscribe(world);
    const drifted = await subscribe(world);
    const bought = await subscribe(world, { isKnown: false });
    const deleted = await subscribe(world);
    const second = await subscribe(world);
    await world.stripe.subscriptions.update(drifted.subscriptionId, { cancel_at_period_end: true });
    await world.stripe.customers.del(deleted.customerId);
    const { accountId, email } = second;
    const other = await world.stripe.customers.create({ email, metadata: { accountId } });

    const { id: passId } = await worker.pass();

    const kinds = { drift: 1, missing_here: 2, missing_at_stripe: 1, not_compared: 0 };
    const seen = { kinds, inSync: 2, healed: 3, kept: 1, accepted: 0 };
    expect(await passes().pass.query({ passId })).toMatchObject(seen);
    expect((await passes().list.query())[0]).toMatchObject({ id: passId, ...seen });

    expect(await driftsOf(passId, drifted)).toMatchObject([
      { kind: "drift", outcome: "healed", remedy: null, accountName: "Pat Person" },
    ]);
    const [told] = await driftsOf(passId, drifted);
    expect(told?.changes).toContainEqual({
      what: "Ends",
      from: { is: "nothing" },
      to: { is: "moment", at: expect.any(String) },
    });
    expect(await driftsOf(passId, bought)).toMatchObject([{ kind: "missing_here" }]);
    expect(await driftsOf(passId, deleted)).toMatchObject([{ kind: "missing_at_stripe" }]);
    expect(await driftsOf(passId, second)).toMatchObject([
      { kind: "missing_here", outcome: "kept", remedy: "duplicates" },
    ]);
    await world.stripe.customers.del(other.id);
  });

  it("G5: its findings are read by kind, only those kept, and page by page without a gap or a twin", async () => {
    const [{ id: passId } = { id: "" }] = await passes().list.query();
    const ask = (more: object) => passes().drifts.query({ passId, ...more });
    expect((await ask({ kind: "missing_here" })).lines).toHaveLength(2);
    expect((await ask({ kind: "not_compared" })).lines).toEqual([]);
    expect((await ask({ onlyKept: true })).lines).toMatchObject([{ outcome: "kept" }]);
    const walk = async (before: Before | null): Promise<string[]> => {
      const { lines, next } = await ask({ before, limit: 1 });
      return [...lines.map(({ id }) => id), ...(next === null ? [] : await walk(next))];
    };
    expect(await walk(null)).toEqual((await ask({})).lines.map(({ id }) => id));
  });

  it("G5: asked for while one runs, it joins that one, and the log says who asked for what and why", async () => {
    const first = await passes().begin.mutate({ reason: "Stripe was slow this morning" });
    const joining = await passes().begin.mutate({ reason: "A customer asks" });
    expect([first.isJoined, joining.isJoined]).toEqual([false, true]);
    expect(joining.id).toBe(first.id);
    const { lines } = await admin.client.admin.audit.list.query({});
    expect(JSON.stringify(lines[0])).toContain("A customer asks");
    await worker.pass();
    expect(await passes().pass.query({ passId: "none" })).toBeNull();
  });
});

/** Every form of difference that a pass has ever kept, and the kind it must be counted as, whatever wrote it. */
const forms = [
  ["drift", "subscription.status", "active", "canceled"],
  ["drift", "subscription.scheduledChange", null, { planName: "Plus" }],
  ["drift", "checkout chk_1", "OPEN", "EXPIRED"],
  ["drift", "subscription.update:sub_1:x", null, "due"],
  ["drift", "account.contact", null, { email: "pat@example.com" }],
  ["missing_here", "subscription", null, "sub_1"],
  ["missing_here", "subscription.cancel:sub_2", null, "due"],
  ["missing_here", "customer", null, "cus_1"],
  ["missing_here", "customer", "cus_1", "cus_2"],
  ["missing_here", "account", null, "acc_of_yesterday"],
  ["missing_at_stripe", "subscription", "sub_1", null],
  ["missing_at_stripe", "customer", "cus_1", "deleted"],
  ["missing_at_stripe", "customer", "cus_1", "unknown"],
] as const;

describe("G5: the kind of a difference is read from the difference", () => {
  it("G5: of each form, also of one that was kept before kinds were told", async () => {
    const id = "a-pass-of-old";
    const pass = { id, askedBy: "the schedule", state: "FINISHED", expected: 1 };
    const finishedAt = new Date(0);
    await world.prisma.reconciliation.create({
      data: { ...pass, startedAt: new Date(0), finishedAt },
    });
    const keep = (subject: string, differences: object[]) =>
      world.prisma.drift.create({
        data: {
          ...{ reconciliationId: id, subject, differences, outcome: "kept", note: "" },
          ...{ isMissedWebhook: false, noticedAt: new Date(0) },
        },
      });
    for (const [index, [, field, ours, stripes]] of forms.entries())
      await keep(`form ${index}`, [{ field, ours, stripes }]);
    await keep("nothing could be read", []);
    const status = { field: "subscription.status", ours: "active", stripes: "canceled" };
    await keep("lost", [status, { field: "customer", ours: "cus_1", stripes: "deleted" }]);

    const { lines } = await passes().drifts.query({ passId: id, limit: 100 });
    const kindOf = new Map(lines.map(({ subject, kind }) => [subject, kind]));
    for (const [index, [kind, field, ours, stripes]] of forms.entries())
      expect({ field, ours, stripes, kind: kindOf.get(`form ${index}`) }).toEqual({
        ...{ field, ours, stripes, kind },
      });
    expect(kindOf.get("nothing could be read")).toBe("not_compared");
    expect(kindOf.get("lost")).toBe("missing_at_stripe");
    const old = await passes().pass.query({ passId: id });
    expect(old).toMatchObject({
      inSync: null,
      kinds: { drift: 5, missing_here: 5, missing_at_stripe: 4, not_compared: 1 },
    });
  });
});

describe("G5: what was kept for people is accepted by them", () => {
  it("G5: of two customers one has to be gone first; then it is accepted, once, and told by whom and why", async () => {
    const person = await subscribe(world);
    const { accountId, email } = person;
    const other = await world.stripe.customers.create({ email, metadata: { accountId } });
    const { id: passId } = await worker.pass();
    const [{ id: driftId } = { id: "" }] = await driftsOf(passId, person);
    const accept = (who: StaffMember, reason: string) =>
      who.client.admin.passes.accept.mutate({ driftId, reason, actionId: randomUUID() });
    const isFlagged = async () =>
      (await admin.client.admin.customers.account.query({ accountId })).flags.includes("drift");
    expect(await isFlagged()).toBe(true);

    const early = await accept(support, "Is it gone?");
    expect(early).toMatchObject({ is: "refused", reason: "still_differs" });
    expect(await driftsOf(passId, person)).toMatchObject([{ outcome: "kept" }]);

    await world.stripe.customers.del(other.id);
    const both = await Promise.all([accept(support, "Merged by hand"), accept(admin, "I, too")]);
    expect(both).toMatchObject([{ is: "done" }, { is: "done" }]);
    const [{ accepted } = { accepted: null }] = await driftsOf(passId, person);
    expect([support.email, admin.email]).toContain(accepted?.by);
    expect(await accept(admin, "Once more")).toMatchObject({ is: "done" });
    expect((await driftsOf(passId, person))[0]?.accepted).toEqual(accepted);
    expect(await passes().pass.query({ passId })).toMatchObject({ kept: 0, accepted: 1 });
    expect(await isFlagged()).toBe(false);
    const { lines } = await admin.client.admin.customers.story.query({ accountId });
    const asked = lines.filter(({ reason }) => reason !== null).map(({ reason }) => reason);
    expect(asked).toEqual(expect.arrayContaining(["Is it gone?", "Merged by hand", "I, too"]));
  });

  it("G5: a change that could not be healed then follows Stripe now, in the account's story, by whoever accepted it", async () => {
    const person = await subscribe(world);
    const { accountId, subscriptionId } = person;
    const { id: passId } = await worker.pass();
    const { id: driftId } = await world.prisma.drift.create({
      data: {
        ...{ reconciliationId: passId, subject: accountId, accountId, outcome: "kept" },
        ...{ note: "It could not be healed", isMissedWebhook: true, noticedAt: new Date() },
        differences: [{ field: "subscription.status", ours: "active", stripes: "canceled" }],
      },
    });
    await world.stripe.subscriptions.cancel(subscriptionId);
    await world.control.faults({ error500: 1 });
    const ask = () =>
      passes().accept.mutate({ driftId, reason: "They ask why", actionId: randomUUID() });
    expect(await ask()).toMatchObject({ is: "refused", reason: "provider_unavailable" });
    await world.control.faults({});
    const answer = await ask();
    expect(answer).toMatchObject({ is: "done", auditSeq: expect.any(Number) });
    const { subscription } = await person.client.billing.current.query();
    expect(subscription).toMatchObject({ status: "canceled" });
    const { lines } = await admin.client.admin.customers.story.query({ accountId });
    const told = lines.find(({ seq }) => answer.is === "done" && seq === answer.auditSeq);
    expect(told?.who).toContain(admin.email);
  });

  it("G5: an account that cannot be read is accepted by nobody: a fault with its request, and it stays kept; that somebody asked is told", async () => {
    const person = await subscribe(world);
    const { accountId, subscriptionId } = person;
    const { id: passId } = await worker.pass();
    const { id: driftId } = await world.prisma.drift.create({
      data: {
        ...{ reconciliationId: passId, subject: accountId, accountId, outcome: "kept" },
        ...{ note: "", isMissedWebhook: false, noticedAt: new Date() },
        differences: [{ field: "subscription.status", ours: "active", stripes: "suspended" }],
      },
    });
    world.door.reword(inStatus(subscriptionId, "suspended"));
    const reason = "Is it readable?";
    await expect(
      passes().accept.mutate({ driftId, reason, actionId: randomUUID() }),
    ).rejects.toMatchObject({ data: { code: "INTERNAL_SERVER_ERROR" } });
    world.door.reword((answer) => answer);
    expect((await world.prisma.drift.findUnique({ where: { id: driftId } }))?.outcome).toBe("kept");
    const { lines } = await admin.client.admin.customers.story.query({ accountId });
    expect(lines.map((line) => line.reason)).toContain(reason);
  });

  it("G5: what belongs to no account here cannot be accepted here", async () => {
    const { id: passId } = await worker.pass();
    const { id: driftId } = await world.prisma.drift.create({
      data: {
        ...{ reconciliationId: passId, subject: "sub_of_nobody", outcome: "kept", note: "" },
        ...{ isMissedWebhook: false, noticedAt: new Date() },
        differences: [{ field: "account", ours: null, stripes: "acc_of_yesterday" }],
      },
    });
    expect(
      await passes().accept.mutate({ driftId, reason: "Gone?", actionId: randomUUID() }),
    ).toMatchObject({
      ...{ is: "refused", reason: "not_found" },
    });
    const { lines } = await passes().drifts.query({ passId });
    const told = lines.find(({ subject }) => subject === "sub_of_nobody");
    expect(told).toMatchObject({ remedy: "stripe", accountId: null, outcome: "kept" });
  });
});
