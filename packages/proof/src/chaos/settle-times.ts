import type pg from "pg";
import type { Ledger } from "./ledger.ts";

/** What an account waits for, in the end. */
const waits = ["effect", "rows", "return page"] as const;
export type Wait = (typeof waits)[number];

/** When an account was settled, ms after the faults had stopped (0: before), and what it waited for last. */
export type Settled = { accountId: string; ms: number; last: Wait };

/**
 * Settled is an account with its last effect's outcome recorded, our rows as they are now (which is as Stripe has them:
 * that is checked apart), and its buyer's return page final. A bell that rings later and changes nothing does not count;
 * one that changes something does. All clocks are this machine's.
 */
export async function settleTimes(
  client: pg.Client,
  { quietAtMs, ledger }: { quietAtMs: number; ledger: Ledger },
): Promise<Settled[]> {
  const { rows } = await client.query<{ accountId: string } & Record<Wait, number | null>>(
    `SELECT a.id AS "accountId",
       (SELECT ${ms("max(settled_at)")} FROM effect WHERE account_id = a.id) AS effect,
       (SELECT ${ms("max(at)")} FROM audit_event WHERE account_id = a.id) AS rows,
       0::float8 AS "return page"
     FROM billing_account a`,
  );
  const told = new Map<string, number>();
  for (const { accountId, atMs } of ledger.returned)
    told.set(accountId, Math.max(atMs, told.get(accountId) ?? 0));
  return rows.map(({ accountId, ...row }) => {
    const at = { ...row, "return page": told.get(accountId) ?? 0 };
    const last = waits.reduce((a, b) => ((at[b] ?? 0) > (at[a] ?? 0) ? b : a));
    return { accountId, ms: Math.max(0, (at[last] ?? 0) - quietAtMs), last };
  });
}

/** When the last event's work was done, ms after the faults had stopped. */
export async function lastEventMs(client: pg.Client, quietAtMs: number): Promise<number> {
  const { rows } = await client.query<{ atMs: number | null }>(
    `SELECT ${ms("max(processed_at)")} AS "atMs" FROM webhook_event`,
  );
  return Math.max(0, (rows[0]?.atMs ?? 0) - quietAtMs);
}

const ms = (moment: string): string => `(extract(epoch FROM ${moment}) * 1000)::float8`;
