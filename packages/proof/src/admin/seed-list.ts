import pg from "pg";
import { seedSubscriptions } from "../large-list/seed-subscriptions.ts";

export type SeededList = {
  /** Accounts of the subscriptions for which a condition holds, by id. */
  accounts(where: string): Promise<string[]>;
  inOrder(sort: { by: "started" | "turns" | "mrr"; direction: "asc" | "desc" }): Promise<string[]>;
  count(where: string): Promise<number>;
  sum(column: string, where: string): Promise<number>;
};

/** What a list is compared with: the same questions in plain SQL, with nothing of what makes them quick. */
export async function seedList(databaseUrl: string, count: number): Promise<SeededList> {
  await seedSubscriptions(databaseUrl, { count, told: () => {} });
  const ask = async (text: string): Promise<string[]> => {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    try {
      const { rows } = await client.query<{ it: string }>(text);
      return rows.map(({ it }) => it);
    } finally {
      await client.end();
    }
  };
  const from = `FROM subscription JOIN billing_account AS account ON account.id = account_id`;
  const accounts = (where: string) =>
    ask(`SELECT account_id AS it ${from} WHERE ${where} ORDER BY account_id COLLATE "C"`);
  return {
    accounts,
    count: async (where) => (await accounts(where)).length,
    sum: async (column, where) => {
      const [sum] = await ask(
        `SELECT coalesce(sum(${column}), 0)::text AS it ${from} WHERE ${where}`,
      );
      return Number(sum);
    },
    inOrder: ({ by, direction }) =>
      ask(
        `SELECT account_id AS it ${from} ORDER BY ${keys[by]} ${direction}, account_id ${direction}`,
      ),
  };
}

/** Said once more, in other words than the product's. */
const keys = {
  started: "started_at",
  turns: "coalesce(ended_at, cancel_at, current_period_end, started_at)",
  mrr: `CASE WHEN status NOT IN ('active', 'past_due') THEN 0
    ELSE floor((unit_amount * quantity - CASE WHEN discount IS NULL THEN 0
      ELSE floor(unit_amount * quantity * (discount->'off'->>'percent')::numeric / 100 + 0.5) END)
      * CASE "interval" WHEN 'year' THEN 1.0 / 12 ELSE 1 END + 0.5)::int END`,
};
