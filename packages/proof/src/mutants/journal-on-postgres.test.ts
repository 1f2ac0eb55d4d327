import { randomUUID } from "node:crypto";
import type { Permit } from "@idem/billing";
import {
  type AccountId,
  creationSlot,
  type EffectIntent,
  type Outcome,
  slotOf,
  toAccountId,
  toCheckoutId,
  toStripeCustomerId,
  unchanged,
} from "@idem/domain";
import { createJournal, createLane, createTransition, openDatabase } from "@idem/postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase } from "../world/fresh-database.ts";
import { openPool } from "../world/open-pool.ts";
import { until } from "../world/until.ts";

const opened = new AsyncDisposableStack();
let prisma: ReturnType<typeof openDatabase>["prisma"];
let databaseUrl = "";

beforeAll(async () => {
  const database = await freshDatabase();
  opened.defer(database.drop);
  databaseUrl = database.url;
  const connection = openDatabase({ url: databaseUrl, poolSize: 4 });
  opened.defer(connection.close);
  prisma = connection.prisma;
});
afterAll(() => opened.disposeAsync());

const actor = { source: "system", userId: null, requestId: null } as const;
const encode = (intent: EffectIntent) =>
  ({ method: "POST", path: "/v1/things", params: { ...intent } }) as const;
const parts = () => {
  const lane = createLane(4);
  const transition = createTransition(prisma, { encode, now: () => new Date(), lane });
  return { transition, journal: createJournal(prisma, { transition, encode, lane }) };
};

async function newAccount(): Promise<AccountId> {
  const id = randomUUID();
  const email = `${id}@example.com`;
  const { id: userId } = await prisma.user.create({ data: { id, email, name: "Pat" } });
  const account = await prisma.billingAccount.create({
    data: { id: `acc_${id}`, userId, email, name: "Pat" },
  });
  return toAccountId(account.id);
}

const customer = (accountId: AccountId, email = "pat@example.com"): EffectIntent => ({
  kind: "customer.create",
  accountId,
  ordinal: 1,
  email,
  name: "Pat",
});

async function permitOf(intent: EffectIntent): Promise<Permit> {
  const claim = await parts().journal.claim(intent);
  if (claim.is !== "granted") throw new Error(`Expected a permit, got ${claim.is}.`);
  return claim.permit;
}

const leaseIsOver = (effectId: string) =>
  prisma.$executeRaw`UPDATE effect SET lease_until = now() - interval '1 second' WHERE id = ${effectId}`;

const done = (id: string): Outcome => ({ is: "done", how: "sent", result: { id } });

describe("the journal on real PostgreSQL", () => {
  it("G1: whoever takes an effect, whatever they ask for by then, gets the key and the bytes of the first", async () => {
    const accountId = await newAccount();
    const first = await permitOf(customer(accountId));
    await leaseIsOver(first.effectId);
    const second = await permitOf(customer(accountId, "changed@example.com"));
    expect(second.key).toBe(first.key);
    expect(second.request).toEqual(first.request);
    expect([first.wasSentBefore, second.wasSentBefore]).toEqual([false, true]);
  });

  it("G4: who has taken an effect is left alone with it for some seconds, and no longer", async () => {
    const { journal } = parts();
    const accountId = await newAccount();
    const { effectId } = await permitOf(customer(accountId));
    expect(await journal.claim(customer(accountId))).toEqual({ is: "busy" });
    const [row] = await prisma.$queryRaw<{ seconds: number }[]>`
      SELECT extract(epoch FROM lease_until - now())::float8 AS seconds FROM effect WHERE id = ${effectId}`;
    expect(row?.seconds).toBeGreaterThan(0.5);
    expect(row?.seconds).toBeLessThanOrEqual(4);
  });

  it("G4: a key is sent for 23 hours, and given up ten minutes after that", async () => {
    const intent = customer(await newAccount());
    const age = async (interval: string): Promise<Permit> => {
      const { effectId } = await permitOf(intent);
      await prisma.$executeRaw`
        UPDATE effect SET first_sent_at = now() - ${interval}::interval WHERE id = ${effectId}`;
      await leaseIsOver(effectId);
      const permit = await permitOf(intent);
      await leaseIsOver(effectId);
      return permit;
    };
    const isTooLateToSend = ({ expiresAtMs }: Permit) => expiresAtMs <= Date.now();
    const young = await age("22 hours 55 minutes");
    expect([isTooLateToSend(young), young.isExpired]).toEqual([false, false]);
    const old = await age("23 hours 5 minutes");
    expect([isTooLateToSend(old), old.isExpired]).toEqual([true, false]);
    const gone = await age("23 hours 15 minutes");
    expect([isTooLateToSend(gone), gone.isExpired]).toEqual([true, true]);
  });

  it("G4: the first outcome stays, and whoever comes later is told that one", async () => {
    const { journal } = parts();
    const permit = await permitOf(customer(await newAccount()));
    expect(await journal.settle(permit, done("cus_first"), actor)).toMatchObject(done("cus_first"));
    expect(await journal.settle(permit, done("cus_late"), actor)).toMatchObject(done("cus_first"));
  });

  it("G4: an outcome and what follows from it are one commit: if one cannot be written, neither is", async () => {
    const { journal } = parts();
    const [mine, theirs] = [
      await permitOf(customer(await newAccount())),
      await permitOf(customer(await newAccount())),
    ];
    await journal.settle(theirs, done("cus_theirs"), actor);
    await expect(journal.settle(mine, done("cus_theirs"), actor)).rejects.toThrow();
    const { outcome } = await prisma.effect.findUniqueOrThrow({ where: { id: mine.effectId } });
    expect(outcome).toBeNull();
  });

  it("G4: an effect that is given up is void in the same moment in which the next one opens", async () => {
    const { journal } = parts();
    const intent = customer(await newAccount());
    const first = await permitOf(intent);
    await Promise.all([journal.renew(first), journal.renew(first)]);
    const second = await permitOf(intent);
    expect(second.key).not.toBe(first.key);
    const rows = await prisma.effect.findMany({
      where: { slot: slotOf(intent) },
      orderBy: { generation: "asc" },
    });
    expect(rows.map(({ outcome }) => outcome)).toEqual([{ is: "void" }, null]);
  });

  it.each([
    ["a second time in one generation", 1, { is: "void" }],
    ["in a second generation while the first is in doubt", 2, null],
  ])("G1, G4: an effect cannot be recorded %s", async (_, generation, outcome) => {
    const intent = customer(await newAccount());
    const { effectId } = await permitOf(intent);
    const again = prisma.$executeRaw`
      INSERT INTO effect (id, account_id, kind, slot, generation, key, intent, request, request_hash, outcome, settled_at)
      SELECT gen_random_uuid(), account_id, kind, slot, ${generation}::int, 'another' || gen_random_uuid(), intent, request,
             request_hash, nullif(${JSON.stringify(outcome)}::jsonb, 'null'), CASE WHEN ${outcome === null} THEN NULL ELSE now() END
      FROM effect WHERE id = ${effectId}`;
    await expect(again).rejects.toThrow(/23505/);
  });

  it("G2: a decision waits for another one about the same account, and sees what that one has written", async () => {
    const { transition } = parts();
    const accountId = await newAccount();
    await using pool = await openPool(databaseUrl, 2);
    const client = await pool.connect();
    try {
      await client.query("BEGIN");
      await client.query("UPDATE billing_account SET sync_version = 7 WHERE id = $1", [accountId]);
      const version = transition({ accountId, actor }, ({ account }) =>
        unchanged(account.syncVersion),
      );
      await until(
        "the decision waits for the other",
        async () =>
          (await pool.query("SELECT 1 FROM pg_locks WHERE NOT granted")).rows.length > 0 ||
          (await Promise.race([version, Promise.resolve("waiting")])) !== "waiting",
        { withinMs: 5_000 },
      );
      await client.query("COMMIT");
      expect(await version).toBe(7);
    } finally {
      client.release();
    }
  });

  it("G2: a decision waits for a claim that is under way, and does not withdraw what is being sent", async () => {
    const { transition } = parts();
    const accountId = await newAccount();
    const checkoutId = toCheckoutId(`chk_${randomUUID()}`);
    const slot = creationSlot(checkoutId);
    await openCheckout(accountId, checkoutId);
    await using pool = await openPool(databaseUrl, 2);
    const client = await pool.connect();
    try {
      await client.query("BEGIN");
      await client.query("UPDATE effect SET attempts = 1, first_sent_at = now() WHERE slot = $1", [
        slot,
      ]);
      const creation = transition({ accountId, actor }, (state) =>
        unchanged(state.checkouts.find(({ id }) => id === checkoutId)?.creation),
      );
      await until(
        "the decision waits for the claim",
        async () =>
          (await pool.query("SELECT 1 FROM pg_locks WHERE NOT granted")).rows.length > 0 ||
          (await Promise.race([creation, Promise.resolve("waiting")])) !== "waiting",
        { withinMs: 5_000 },
      );
      await client.query("COMMIT");
      expect(await creation).toBe("sent");
    } finally {
      client.release();
    }
  });

  async function openCheckout(accountId: AccountId, id: ReturnType<typeof toCheckoutId>) {
    const intent: EffectIntent = {
      kind: "session.create",
      accountId,
      checkoutId: id,
      customerId: toStripeCustomerId("cus_any"),
      stripePriceId: "price_any",
      quantity: 1,
      trialDays: 0,
      needsCard: true,
      promotionCodeId: null,
      attempt: "attempt",
      priceId: "any",
      code: null,
      ui: "embedded",
      replacesSubscriptionId: null,
    };
    const choice = {
      priceId: "any",
      quantity: 1,
      promotionCodeId: null,
      code: null,
      ui: "embedded",
      replace: false,
    } as const;
    const due = { trialDays: 0, dueToday: 0, currency: "usd" };
    const checkout = { id, attempt: "attempt", revision: 1, choice, ...due };
    await parts().transition({ accountId, actor }, () => ({
      ...unchanged(null),
      writes: [{ write: "checkout.open", checkout: { ...checkout, replacesSubscriptionId: null } }],
      audit: [{ action: "checkout.opened", before: null, after: { id }, reason: null }],
      effects: [intent],
    }));
  }
});
