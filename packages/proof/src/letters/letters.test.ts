import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Person, signUp } from "../world/sign-up.ts";
import { startReady } from "../world/start.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { until } from "../world/until.ts";
import {
  allSent,
  buy,
  leaseRunsOut,
  lettersInJournal,
  lettersTo,
  welcomeAndReceipt,
} from "./letters.ts";
import { lookAhead } from "./look-ahead.ts";
import { openPost, type Post } from "./open-post.ts";

let post: Post;
let world: World;
beforeAll(async () => {
  post = await openPost();
  world = await startWorld({ overrides: { mail: post.mail } });
  await world.another();
  await world.another();
  // Every event comes twice, and late: the news is told by whoever looks first.
  await world.control.faults({ webhooks: { duplicate: 1, shuffle: true, delayMs: [0, 300] } });
});
afterAll(async () => {
  await world.close();
  await post.close();
});

const subjects = (person: Parameters<typeof lettersTo>[1]) =>
  lettersTo(post.mailbox, person).map(({ subject }) => subject);

describe("what customers are told by e-mail", () => {
  it("G4: five purchases, three sweepers, every event twice: one welcome and one receipt each", async () => {
    const people = await Promise.all(Array.from({ length: 5 }, () => buy(world)));
    await Promise.all(people.map((person) => allSent(world, person)));
    for (const person of people) {
      const letters = lettersTo(post.mailbox, person);
      expect(letters.map(({ subject }) => subject)).toEqual(welcomeAndReceipt);
      expect(letters.map(({ copies }) => copies)).toEqual([1, 1]);
    }
  });

  it("G7: the account's story says that it was told", async () => {
    const person = await buy(world);
    await allSent(world, person);
    const told = await world.prisma.auditEvent.findMany({
      where: { accountId: person.accountId, action: "email.sent" },
    });
    expect(told.map(({ after }) => after)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ template: "welcome", to: person.email }),
        expect.objectContaining({ template: "receipt", to: person.email }),
      ]),
    );
    expect(JSON.stringify(told)).not.toMatch(/https?:/);
  });

  it("G4: cancelled in Stripe's dashboard for the end of the period, and resumed, and cancelled again: told once", async () => {
    const person = await buy(world);
    const { subscription } = await person.client.billing.current.query();
    const id = subscription?.stripeSubscriptionId ?? "";
    const isEnding = (is: boolean) =>
      until(
        "our row says so",
        async () => {
          const now = (await person.client.billing.current.query()).subscription;
          return (now?.cancelAt !== null) === is;
        },
        { withinMs: 30_000 },
      );
    for (const is of [true, false, true]) {
      await world.stripe.subscriptions.update(id, { cancel_at_period_end: is });
      await isEnding(is);
    }
    await allSent(world, person);
    const ends = lettersTo(post.mailbox, person).filter(({ subject }) => / ends on /.test(subject));
    expect(ends.map(({ copies }) => copies)).toEqual([1]);
  });

  it("G4: a card that expires within 30 days: every node looks, the customer is told once", async () => {
    const person = await buy(world);
    await allSent(world, person);
    const { accountId } = person;
    const card = { brand: "visa", last4: "4242", expMonth: 12, expYear: 2031 };
    await world.prisma.subscription.update({ where: { accountId }, data: { card } });
    const on = (month: number, date: number) =>
      lookAhead(world, "cards", Date.UTC(2031, month - 1, date));
    await on(11, 30);
    expect(await lettersInJournal(world, person)).toHaveLength(2);
    await Promise.all([on(12, 10), on(12, 10), on(12, 10)]);
    await on(12, 11);
    await allSent(world, person);
    const about = lettersTo(post.mailbox, person).filter(({ subject }) =>
      /expires soon/.test(subject),
    );
    expect(about.map(({ subject, copies }) => [subject, copies])).toEqual([
      ["Your card ending in 4242 expires soon", 1],
    ]);
    expect(await lettersInJournal(world, person)).toHaveLength(3);
  });

  it("G4: a trial that ends in three days: every node looks, the customer is told once, with the amount", async () => {
    const person = await signUp(world.url);
    const { sessionId } = await startReady(person, { priceId: "team_month_usd", quantity: 2 });
    await world.control.pay(sessionId);
    await person.client.checkout.status.query({ sessionId });
    const { subscription } = await person.client.billing.current.query();
    const endsMs = Date.parse(subscription?.trialEnd ?? "");
    const before = (days: number) => lookAhead(world, "trials", endsMs - days * 86_400_000);
    await before(4);
    await Promise.all([before(3), before(3), before(3)]);
    await before(2);
    await allSent(world, person);
    const letters = lettersTo(post.mailbox, person).filter(({ subject }) => /trial/.test(subject));
    expect(letters.map(({ copies }) => copies)).toEqual([1]);
    const [row] = await world.prisma.effect.findMany({
      where: { accountId: person.accountId, slot: { contains: "trial_ending" } },
    });
    expect(row?.intent).toMatchObject({ notice: { amount: 2_400, card: { last4: "4242" } } });
  });

  it("G4: the answer to a message is lost: it is sent again, the same bytes under the same Message-ID", async () => {
    post.judge(async (moment) => {
      if (moment === "arrived") post.cut();
      return null;
    });
    const person = await buy(world);
    // One that was on its way while the other's line was cut arrives with its next try.
    await until(
      "both have arrived",
      async () => {
        await leaseRunsOut(world);
        return subjects(person).length === 2;
      },
      { withinMs: 30_000 },
    );
    const unheard = await lettersInJournal(world, person);
    expect(unheard.map(({ settledAt }) => settledAt)).toEqual([null, null]);
    post.judge(async () => null);
    await until(
      "both attempts have ended",
      async () => {
        await leaseRunsOut(world);
        const rows = await lettersInJournal(world, person);
        return rows.every(({ settledAt }) => settledAt !== null);
      },
      { withinMs: 30_000 },
    );
    for (const { copies, isSame } of lettersTo(post.mailbox, person)) {
      expect(copies).toBeGreaterThanOrEqual(2);
      expect(isSame).toBe(true);
    }
    expect(subjects(person)).toEqual(welcomeAndReceipt);
  });

  it("G4: an address that the mail server refuses for good is refused, and told to the account's story", async () => {
    post.judge(async (moment) =>
      moment === "recipient" ? { code: 550, text: "No such user." } : null,
    );
    const person = await buy(world);
    await allSent(world, person);
    post.judge(async () => null);
    const rows = await lettersInJournal(world, person);
    expect(rows.map(({ outcome }) => outcome)).toEqual([
      expect.objectContaining({ is: "refused", status: 550 }),
      expect.objectContaining({ is: "refused", status: 550 }),
    ]);
    expect(subjects(person)).toEqual([]);
    const story = { accountId: person.accountId, action: "email.refused" };
    expect(await world.prisma.auditEvent.count({ where: story })).toBe(2);
  });
});

describe("G11: the mail server is down for an hour", () => {
  it("G11: a mail server that takes connections and says nothing keeps nobody waiting, and gets each letter once", async () => {
    const holds = Promise.withResolvers<void>();
    post.judge(async () => {
      await holds.promise;
      return null;
    });
    const people: Person[] = [];
    try {
      for (const _ of [1, 2, 3]) people.push(await buy(world));
      for (const person of people)
        await until(
          "its letters are with the mail server",
          async () =>
            (await lettersInJournal(world, person)).every(({ attempts }) => attempts === 1),
          { withinMs: 30_000 },
        );
    } finally {
      holds.resolve();
      post.judge(async () => null);
    }
    for (const person of people) {
      await allSent(world, person);
      expect(subjects(person)).toEqual(welcomeAndReceipt);
      expect(lettersTo(post.mailbox, person).map(({ copies }) => copies)).toEqual([1, 1]);
    }
  });

  it("G11: people buy, and are served as ever; the letters wait, and are sent once each when it is back", async () => {
    post.down(true);
    const people = await Promise.all([buy(world), buy(world), buy(world)]);
    for (const person of people) {
      const { subscription } = await person.client.billing.current.query();
      expect(subscription?.status).toBe("active");
      const others = { accountId: person.accountId, NOT: { kind: "email.send" } };
      expect(await world.prisma.effect.count({ where: { ...others, settledAt: null } })).toBe(0);
    }
    const waits: number[] = [];
    for (const attempts of [1, 2, 3, 4]) {
      for (const person of people)
        await until(
          `each letter was tried ${attempts} times`,
          async () =>
            (await lettersInJournal(world, person)).every((row) => row.attempts >= attempts),
          { withinMs: 30_000 },
        );
      const [row] = await world.prisma.$queryRaw<{ wait: number }[]>`
        SELECT max(extract(epoch FROM lease_until - now()))::float8 AS wait FROM effect
        WHERE kind = 'email.send' AND settled_at IS NULL`;
      waits.push(Math.round((row?.wait ?? 0) / 60));
      await leaseRunsOut(world);
    }
    // Two minutes, then four, then five: a server that is down is not run over, and is tried soon after it is back.
    expect(waits).toEqual([2, 4, 5, 5]);
    post.down(false);
    await leaseRunsOut(world);
    for (const person of people) {
      await until(
        "all is sent",
        async () => {
          await leaseRunsOut(world);
          return (await lettersInJournal(world, person)).every(({ settledAt }) => settledAt);
        },
        { withinMs: 30_000 },
      );
      expect(subjects(person)).toEqual(welcomeAndReceipt);
    }
  });
});
