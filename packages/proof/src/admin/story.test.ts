import { randomUUID } from "node:crypto";
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
import { tamper } from "../world/tamper.ts";

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
    await tamper(
      world.databaseUrl,
      `UPDATE audit_event SET reason = 'never happened' WHERE account_id = '${customer.accountId}' AND seq = 2`,
    );
    expect((await accountOf(customer)).audit).toEqual({ is: "broken", atSeq: 2 });
  });

  it.each([
    "UPDATE staff_deed SET user_id = 'another'",
    "DELETE FROM staff_deed",
    "TRUNCATE staff_deed",
  ])("G7: %s is refused by the database, whoever asks", async (sql) => {
    await admin.client.admin.events.replayFailed.mutate(press("they wait"));
    await expect(world.prisma.$executeRawUnsafe(sql)).rejects.toThrow("append-only");
  });

  it("G7: a look at Stripe is told once in the account’s own story, with who and why, also where it changes nothing", async () => {
    await using quiet = await quietWorld();
    const { staff, customer } = quiet;
    const { accountId } = customer;
    const before = await quiet.world.prisma.auditEvent.count({ where: { accountId } });
    const look = { accountId, ...press("they say it is paid") };
    const { resync, story } = staff.client.admin.customers;
    const answers = await Promise.all([0, 1, 2].map(() => resync.mutate(look)));
    const answer = { is: "done", auditSeq: before + 1 };
    expect(answers).toEqual([answer, answer, answer]);
    expect(await quiet.world.prisma.auditEvent.count({ where: { accountId } })).toBe(before + 1);
    const told = {
      seq: before + 1,
      source: "admin",
      title: "Asked to compare the account with Stripe",
      reason: "they say it is paid",
      who: expect.stringContaining(staff.email),
      reference: { is: "request", id: expect.any(String) },
    };
    const { lines } = await story.query({ accountId, from: before + 1, limit: 1 });
    expect(lines[0]).toMatchObject(told);
    const log = await staff.client.admin.audit.list.query({ by: "staff" });
    expect(log.lines[0]).toMatchObject({ ...told, accountId, action: "account.resync_asked" });
    expect((await staff.client.admin.customers.account.query({ accountId })).audit).toEqual({
      is: "intact",
      events: before + 1,
    });
  });

  it("G7: two who ask for a look at the same moment are two lines; a second line for one asking is refused by the database", async () => {
    await using quiet = await quietWorld();
    const { accountId } = quiet.customer;
    const other = await hire(quiet.world, "admin");
    const before = await quiet.world.prisma.auditEvent.count({ where: { accountId } });
    const answers = await Promise.all(
      [quiet.staff, other].map(({ client }) =>
        client.admin.customers.resync.mutate({ accountId, ...press("somebody called") }),
      ),
    );
    const seqs = answers.map((answer) => answer.is === "done" && answer.auditSeq);
    expect(seqs.toSorted()).toEqual([before + 1, before + 2]);
    await expect(
      quiet.world.prisma.$executeRaw`
        INSERT INTO audit_event (id, account_id, seq, at, action, source, after, previous, hash)
        SELECT 'twice', account_id, seq + 1, at, action, source, after, previous, hash
        FROM audit_event WHERE account_id = ${accountId} AND seq = ${before + 2}`,
    ).rejects.toThrow("audit_event_one_asking_key");
  });

  it("G7: where Stripe stays silent, the story tells that somebody asked, once", async () => {
    await using quiet = await quietWorld();
    const { staff, world: silent, customer } = quiet;
    const { accountId } = customer;
    const look = { accountId, ...press("is it paid?") };
    await silent.control.faults({ outage: true });
    for (const _ of [1, 2])
      expect(await staff.client.admin.customers.resync.mutate(look)).toMatchObject({
        is: "refused",
        reason: "provider_unavailable",
      });
    await silent.control.faults({});
    expect(await staff.client.admin.customers.resync.mutate(look)).toMatchObject({ is: "done" });
    const where = { accountId, action: "account.resync_asked", reason: "is it paid?" };
    expect(await silent.prisma.auditEvent.count({ where })).toBe(1);
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
    const effectId = doubt?.id ?? "none";
    const [mine, others] = [press("they still wait"), press("it is on my list")];
    const answers = await Promise.all(
      [mine, mine, others].map((asked) =>
        staff.client.admin.effects.reconcile.mutate({ effectId, ...asked }),
      ),
    );
    for (const one of answers)
      expect(one).toMatchObject({ is: "settled", standing: { is: "done" }, accountId });
    const places = answers.map((one) => (one.is === "settled" ? one.auditSeq : null));
    expect(places[0]).toBe(places[1]);
    expect(places[0]).not.toBe(places[2]);
    expect(await staff.client.admin.effects.inDoubt.query()).toEqual([]);
    const { subscription } = await staff.client.admin.customers.account.query({ accountId });
    expect(subscription?.status).toBe("canceled");
    const { lines } = await staff.client.admin.audit.list.query({ by: "staff" });
    const presses = lines.filter(({ action }) => action === "effect.reconcile_asked");
    expect(new Set(presses.map(({ seq }) => seq))).toEqual(new Set(places));
    expect(presses.map(({ reason }) => reason).toSorted()).toEqual([
      "it is on my list",
      "they still wait",
    ]);
    for (const { accountId: about, who, title } of presses) {
      expect(about).toBe(accountId);
      expect(who).toContain(staff.email);
      expect(title).toBe("Asked what came of an effect in doubt: End a subscription at Stripe");
    }
  });
});

/** One asking, and why. */
const press = (reason: string) => ({ actionId: randomUUID(), reason });

async function quietWorld() {
  const world = await startWorld({ webhooks: false, overrides: { sweepIntervalMs: 3_600_000 } });
  const staff = await hire(world, "support");
  const person = await signUp(world.url);
  const { sessionId } = await startReady(person, { priceId: "plus_month_usd" });
  await world.control.pay(sessionId);
  await staff.client.admin.customers.resync.mutate({
    ...{ accountId: person.accountId, ...press("the bells are off") },
  });
  const { stripeSubscriptionId: subscriptionId } = await subscriptionOf(person);
  return {
    world,
    staff,
    customer: { ...person, subscriptionId },
    [Symbol.asyncDispose]: () => world.close(),
  };
}
