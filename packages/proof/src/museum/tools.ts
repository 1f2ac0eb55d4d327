import { type IntentOf, mintPermit } from "@idem/billing";
import {
  type StripeCustomerId,
  type StripeSessionId,
  toAccountId,
  toCheckoutId,
  toStripeCustomerId,
  toStripeSessionId,
} from "@idem/domain";
import { statement } from "../simulator/database/statement.ts";
import type { Life } from "../simulator/scheduler.ts";
import type { Sim } from "../simulator/sim.ts";
import { encode } from "../simulator/stripe/encode.ts";
import { prices } from "../simulator/stripe/prices.ts";
import { read, send } from "../simulator/stripe/wire.ts";
import { partyOf } from "../simulator/trace.ts";

type Row = Readonly<Record<string, string>>;

/** What exhibits are built from: a table, a lock and Stripe, each call a point at which others may come in between. */
export type Tools = {
  select(key: string): Promise<Row | null>;
  insert(key: string, row: Row): Promise<void>;
  update(key: string, row: Row): Promise<void>;
  remove(key: string): Promise<void>;
  /** Holds the lock of a row while `work` goes on. */
  locked<T>(key: string, work: () => Promise<T>): Promise<T>;
  /** Takes the pool's connection while `work` goes on. One stands for ten: ten such presses empty the other pool. */
  pooled<T>(work: () => Promise<T>): Promise<T>;
  newKey(): string;
  createCustomer(account: string, key?: string): Promise<StripeCustomerId>;
  /** By list: what Stripe has of this account. */
  findCustomer(account: string): Promise<StripeCustomerId | null>;
  /** By list: the promotion code's id, `null` if there is none of this name. */
  findCode(code: string | null): Promise<string | null>;
  createSession(account: string, customer: string, choice?: Choice): Promise<StripeSessionId>;
  expireSession(account: string, session: string): Promise<void>;
  /** Waits for Stripe as long as the official client does where no limit is set: 80 s. */
  patiently<T>(call: () => Promise<T>): Promise<T>;
};

type Choice = { priceId?: string; promotion?: string | null };

/** `timeout` of stripe-node, https://github.com/stripe/stripe-node#configuration */
const defaultLimitMs = 80_000;

/** `noes` hears every refusal of Stripe’s, whatever the exhibit makes of it. */
export function createTools(sim: Sim, life: Life, noes: string[] = []): Tools {
  const { tables, scheduler, stripe } = sim;
  const run = <T>(says: () => string, one: () => T) => statement(sim, life, { says, run: one });
  const newKey = () => sim.newId("key");

  /** Sends with a key of the caller's; no answer is an error, as every client library has it. */
  async function ask(intent: IntentOf<"stripe">, key = newKey()): Promise<string> {
    const nowMs = sim.clocks.databaseMs;
    const answer = await send(
      sim,
      life,
      mintPermit({
        effectId: key,
        intent,
        key,
        request: encode(intent),
        firstSentAtMs: nowMs,
        expiresAtMs: Number.POSITIVE_INFINITY,
        wasSentBefore: false,
        isExpired: false,
      }),
    );
    if (answer.is === "done") return answer.result.id;
    if (answer.is !== "refused") throw new NoAnswer(answer.is);
    noes.push(answer.message);
    throw new StripeSaysNo(answer.message);
  }

  async function hold<T>(key: string, says: string, work: () => Promise<T>): Promise<T> {
    await scheduler.turn(life, () => !tables.locks.has(key));
    sim.trace.tell(partyOf(life.node), "database", () => says);
    tables.locks.set(key, { life });
    try {
      return await work();
    } finally {
      tables.locks.delete(key);
    }
  }

  return {
    select: (key) =>
      run(
        () => `select ${key} → ${brief(tables.rows.get(key))}`,
        () => tables.rows.get(key) ?? null,
      ),
    insert: (key, row) =>
      run(
        () => `insert ${key} ${brief(row)}`,
        () => {
          if (tables.rows.has(key)) throw new Error(`duplicate key: ${key}`);
          tables.rows.set(key, row);
        },
      ),
    update: (key, row) =>
      run(
        () => `update ${key} ${brief(row)}`,
        () => void tables.rows.set(key, row),
      ),
    remove: (key) =>
      run(
        () => `delete ${key}`,
        () => void tables.rows.delete(key),
      ),
    locked: (key, work) => hold(key, `lock ${key}`, work),
    pooled: (work) => hold("the pool", "takes the connection", work),
    newKey,
    createCustomer: async (account, key) => {
      const person = { email: "pat@example.com", name: "Pat", ordinal: 1 };
      const accountId = toAccountId(account);
      return toStripeCustomerId(await ask({ kind: "customer.create", accountId, ...person }, key));
    },
    findCustomer: (account) =>
      read(sim, life, {
        what: `customers of ${account}`,
        run: () =>
          [...stripe.customers.values()].find((one) => one.accountId === account)?.id ?? null,
        say: (id) => id ?? "none",
      }),
    findCode: async (code) =>
      code === null
        ? null
        : await read(sim, life, {
            what: `code ${code}`,
            run: () => stripe.promotions.get(code)?.id ?? null,
            say: (id) => id ?? "none",
          }),
    createSession: async (
      account,
      customer,
      { priceId = "plus_month_usd", promotion = null } = {},
    ) => {
      const price = prices.find((one) => one.id === priceId);
      const id = await ask({
        kind: "session.create",
        accountId: toAccountId(account),
        checkoutId: toCheckoutId(sim.newId("chk")),
        customerId: toStripeCustomerId(customer),
        stripePriceId: price?.stripePriceId ?? "",
        quantity: 1,
        trialDays: 0,
        needsCard: true,
        promotionCodeId: promotion,
        attempt: "",
        priceId: price?.id ?? "",
        code: promotion,
        ui: "embedded",
        replacesSubscriptionId: null,
      });
      return toStripeSessionId(id);
    },
    expireSession: async (account, session) => {
      const sessionId = toStripeSessionId(session);
      const accountId = toAccountId(account);
      await ask({ kind: "session.expire", accountId, checkoutId: "chk_any", sessionId });
    },
    patiently: (call) =>
      call().catch(async (error: unknown) => {
        if (!(error instanceof NoAnswer)) throw error;
        const party = partyOf(life.node);
        sim.trace.tell(party, party, () => `⏱ waits ${defaultLimitMs / 1_000} s`);
        await scheduler.sleep(life, defaultLimitMs);
        throw error;
      }),
  };
}

/** A row as the diagram tells it: what is in it, without the names of its columns. */
const brief = (row: Row | undefined): string =>
  row === undefined ? "nothing" : Object.values(row).join(" ");

/** Stripe answered, and the answer is no. */
export class StripeSaysNo extends Error {
  override readonly name = "StripeSaysNo";
}

/** Stripe did not say what happened. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
}
