import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hire, type StaffMember } from "../world/hire.ts";
import { signUp } from "../world/sign-up.ts";
import { startReady } from "../world/start.ts";
import { startWorld, type World } from "../world/start-world.ts";
import {
  asking,
  previewed,
  type Subscriber,
  subscribe,
  subscriptionOf,
} from "../world/subscriber.ts";

let world: World;
let admin: StaffMember;
beforeAll(async () => {
  world = await startWorld();
  admin = await hire(world, "admin");
});
afterAll(() => world.close());

type Page = Awaited<ReturnType<StaffMember["client"]["admin"]["customers"]["story"]["query"]>>;

/** The whole story, read as its pages come. */
async function storyOf({ accountId }: Subscriber, limit = 5): Promise<Page["lines"]> {
  const lines: Page["lines"] = [];
  let before: Page["next"] = null;
  do {
    const page: Page = await admin.client.admin.customers.story.query({ accountId, before, limit });
    lines.push(...page.lines);
    before = page.next;
  } while (before !== null);
  return lines;
}

const accountOf = ({ accountId }: Subscriber) =>
  admin.client.admin.customers.account.query({ accountId });

describe("what staff are told of an account", () => {
  it("the story has each line once, in order, and says a change in words", async () => {
    const customer = await subscribe(world);
    const { request } = await previewed(customer, "enterprise_month_usd");
    await customer.client.billing.change.mutate(request);
    await admin.client.admin.subscriptions.cancel.mutate({
      ...{ accountId: customer.accountId, reason: "moves abroad", when: "period_end" },
      ...asking(customer),
    });
    const lines = await storyOf(customer);
    expect(new Set(lines.map(({ kind, id }) => `${kind} ${id}`)).size).toBe(lines.length);
    expect(lines.map(({ at }) => at)).toEqual(
      lines
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    );
    expect(new Set(lines.map(({ kind }) => kind))).toEqual(new Set(["audit", "effect", "event"]));
    const upgrade = lines.flatMap(({ changes }) => changes).find(({ what }) => what === "Plan");
    expect(upgrade).toEqual({
      what: "Plan",
      from: { is: "text", text: "Plus" },
      to: { is: "text", text: "Enterprise" },
    });
    const titles = lines.map(({ title }) => title);
    expect(titles).toContain("Told that the checkout was completed");
    expect(titles).toContain("Told that the subscription changed");
    const asked = lines.find(({ source }) => source === "admin");
    expect(asked?.who).toContain(admin.email);
    expect(lines.some(({ reason }) => reason === "moves abroad")).toBe(true);
    const kept = await world.prisma.auditEvent.count({ where: { accountId: customer.accountId } });
    expect(lines.filter(({ kind }) => kind === "audit")).toHaveLength(kept);
  });

  it("G12: nothing by which somebody could pay in the customer’s name is among it", async () => {
    const customer = await subscribe(world);
    const text = JSON.stringify(await storyOf(customer));
    const sessions = await world.stripe.checkout.sessions.list({ limit: 100 });
    expect(sessions.data.length).toBeGreaterThan(0);
    for (const { client_secret: secret } of sessions.data)
      if (secret !== null) expect(text).not.toContain(secret);
  });

  it("a page begins with whichever entry of the log is asked for, and goes on from there to the end", async () => {
    await using quiet = await quietWorld();
    const { accountId } = quiet.customer;
    const { story } = quiet.staff.client.admin.customers;
    const names = ({ lines }: Page) => lines.map(({ kind, id }) => `${kind} ${id}`);
    const whole = await story.query({ accountId, limit: 100 });
    const entries = whole.lines.flatMap(({ seq }) => (seq === null ? [] : [seq]));
    expect(entries.length).toBeGreaterThan(3);
    for (const from of entries) {
      const rest = await story.query({ accountId, from, limit: 100 });
      expect(rest.lines[0]?.seq).toBe(from);
      expect(names(rest)).toEqual(names(whole).slice(-rest.lines.length));
      const first = await story.query({ accountId, from, limit: 1 });
      const next = await story.query({ accountId, from, before: first.next, limit: 100 });
      expect([...names(first), ...names(next)]).toEqual(names(rest));
    }
    const nowhere = await story.query({ accountId, from: 2_000_000_000, limit: 100 });
    expect(names(nowhere)).toEqual(names(whole));
  });

  it("G7: a line that was changed by SQL, with the guards switched off, is seen by whoever opens the account", async () => {
    const customer = await subscribe(world);
    expect((await accountOf(customer)).audit).toMatchObject({ is: "intact" });
    await world.prisma.$executeRawUnsafe("ALTER TABLE audit_event DISABLE TRIGGER USER");
    await world.prisma.auditEvent.updateMany({
      where: { accountId: customer.accountId, seq: 2 },
      data: { reason: "never happened" },
    });
    await world.prisma.$executeRawUnsafe("ALTER TABLE audit_event ENABLE TRIGGER USER");
    expect((await accountOf(customer)).audit).toEqual({ is: "broken", atSeq: 2 });
  });

  it.each([
    "UPDATE staff_deed SET user_id = 'another'",
    "DELETE FROM staff_deed",
    "TRUNCATE staff_deed",
  ])("G7: %s is refused by the database, whoever asks", async (sql) => {
    await admin.client.admin.events.replayFailed.mutate();
    await expect(world.prisma.$executeRawUnsafe(sql)).rejects.toThrow("append-only");
  });

  it("G7: a look at Stripe that somebody asks for is in the log, also where it changes nothing", async () => {
    await using quiet = await quietWorld();
    const { staff, customer } = quiet;
    const { accountId } = customer;
    const before = await quiet.world.prisma.auditEvent.count({ where: { accountId } });
    await staff.client.admin.customers.resync.mutate({ accountId });
    expect(await quiet.world.prisma.auditEvent.count({ where: { accountId } })).toBe(before);
    const { lines } = await staff.client.admin.audit.list.query({ by: "staff" });
    expect(lines[0]).toMatchObject({ accountId, action: "account.resynced", seq: null });
    expect(lines[0]?.who).toContain(staff.email);
  });

  it("G4: an effect in doubt says since when, and a press finds out what came of it, once", async () => {
    // Nobody sweeps, and no bell rings: what is in doubt stays so until somebody presses.
    await using quiet = await quietWorld();
    const { staff, customer } = quiet;
    const { accountId } = customer;
    const lost = quiet.world.door.next(/^DELETE \/v1\/subscriptions\//, "lose answer");
    const answer = await customer.client.billing.cancel.mutate({
      ...asking(customer),
      when: "now",
    });
    lost.release();
    expect(answer).toMatchObject({ is: "refused", reason: "provider_unavailable" });
    const [doubt] = await staff.client.admin.effects.inDoubt.query();
    expect(doubt).toMatchObject({
      accountId,
      standing: { is: "unknown", since: expect.any(String) },
    });
    const press = () =>
      staff.client.admin.effects.reconcile.mutate({ effectId: doubt?.id ?? "none" });
    const settled = { is: "settled", standing: { is: "done" } };
    expect(await Promise.all([press(), press()])).toEqual([settled, settled]);
    expect(await staff.client.admin.effects.inDoubt.query()).toEqual([]);
    const { subscription } = await staff.client.admin.customers.account.query({ accountId });
    expect(subscription?.status).toBe("canceled");
    const { lines } = await staff.client.admin.audit.list.query({ by: "staff" });
    const presses = lines.filter(({ action }) => action === "effect.reconciled");
    expect(presses).toHaveLength(2);
    for (const { accountId: about, who } of presses) {
      expect(about).toBe(accountId);
      expect(who).toContain(staff.email);
    }
  });
});

async function quietWorld() {
  const world = await startWorld({ webhooks: false, overrides: { sweepIntervalMs: 3_600_000 } });
  const staff = await hire(world, "support");
  const person = await signUp(world.url);
  const { sessionId } = await startReady(person, { priceId: "plus_month_usd" });
  await world.control.pay(sessionId);
  await staff.client.admin.customers.resync.mutate({ accountId: person.accountId });
  const { stripeSubscriptionId: subscriptionId } = await subscriptionOf(person);
  return {
    world,
    staff,
    customer: { ...person, subscriptionId },
    [Symbol.asyncDispose]: () => world.close(),
  };
}
