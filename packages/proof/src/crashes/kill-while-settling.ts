import type { EffectKind } from "@idem/domain";
import pg from "pg";
import { until } from "../world/until.ts";
import type { Mortal } from "./start-mortal.ts";

/**
 * Kills the process while its settling transaction holds the account's lock and has written nothing yet: the effect's
 * row is locked here, so the transaction stands still in its middle, and is seen standing there.
 */
export async function killWhileSettling(
  mortal: Mortal,
  effect: { databaseUrl: string; kind: EffectKind; accountId: string; letAnswerPass: () => void },
): Promise<void> {
  const client = new pg.Client({ connectionString: effect.databaseUrl });
  await client.connect();
  await client.query("BEGIN");
  await client.query("SELECT 1 FROM effect WHERE kind = $1 AND account_id = $2 FOR UPDATE", [
    effect.kind,
    effect.accountId,
  ]);
  effect.letAnswerPass();
  await until(
    "the settling transaction waits for the row",
    async () => {
      const { rows } = await client.query(
        "SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))",
      );
      return rows.length > 0;
    },
    { withinMs: 5_000 },
  );
  await mortal.kill();
  await client.query("ROLLBACK");
  await client.end();
}
