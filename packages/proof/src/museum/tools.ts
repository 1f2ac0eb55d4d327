import { mintPermit } from "@idem/billing";
import {
  type EffectIntent,
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

type Row = Readonly<Record<string, string>>;

/** What exhibits are built from: a table, a lock and Stripe, each call a point at which others may come in between. */
export type Tools = {
  select(key: string): Promise<Row | null>;
  insert(key: string, row: Row): Promise<void>;
  update(key: string, row: Row): Promise<void>;
  remove(key: string): Promise<void>;
  /** Holds the lock of a row while `work` goes on. */
  locked<T>(key: string, work: () => Promise<T>): Promise<T>;
  newKey(): string;
  createCustomer(account: string, key?: string): Promise<StripeCustomerId>;
  /** By list: what Stripe has of this account. */
  findCustomer(account: string): Promise<StripeCustomerId | null>;
  createSession(account: string, customer: string, priceId?: string): Promise<StripeSessionId>;
  expireSession(account: string, session: string): Promise<void>;
};

export function createTools(sim: Sim, life: Life): Tools {
  const { tables, scheduler, stripe } = sim;
  const run = <T>(says: string, one: () => T) =>
    statement(sim, life, { says: () => says, run: one });
  const newKey = () => sim.newId("key");

  /** Sends with a key of the caller's; no answer is an error, as every client library has it. */
  async function ask(intent: EffectIntent, key = newKey()): Promise<string> {
    const nowMs = sim.clocks.databaseMs;
    const answer = await send(
      sim,
      life,
      mintPermit({
        effectId: key,
        accountId: intent.accountId,
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
    throw new NoAnswer(answer.is);
  }

  return {
    select: (key) => run(`select ${key}`, () => tables.rows.get(key) ?? null),
    insert: (key, row) =>
      run(`insert ${key}`, () => {
        if (tables.rows.has(key)) throw new Error(`duplicate key: ${key}`);
        tables.rows.set(key, row);
      }),
    update: (key, row) => run(`update ${key}`, () => void tables.rows.set(key, row)),
    remove: (key) => run(`delete ${key}`, () => void tables.rows.delete(key)),
    locked: async (key, work) => {
      await scheduler.turn(life, () => !tables.locks.has(key));
      tables.locks.set(key, { life });
      try {
        return await work();
      } finally {
        tables.locks.delete(key);
      }
    },
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
    createSession: async (account, customer, priceId = "plus_month_usd") => {
      const price = prices.find((one) => one.id === priceId);
      const id = await ask({
        kind: "session.create",
        accountId: toAccountId(account),
        checkoutId: toCheckoutId(sim.newId("chk")),
        customerId: toStripeCustomerId(customer),
        stripePriceId: price?.stripePriceId ?? "",
        promotionCodeId: null,
        attempt: "",
        priceId: price?.id ?? "",
        code: null,
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
  };
}

/** Stripe did not say what happened. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
}
