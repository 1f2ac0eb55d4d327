import { type Command, Option } from "commander";
import { addExecute } from "../add-execute.ts";
import type { Finding } from "../finding.ts";
import type { Surroundings } from "../run.ts";
import type { LegacyWork } from "./run-legacy.ts";

type Table = { table: string; owner: string; database?: string; json?: true };
type Cleaning = { order: string; stripeId?: string; reason: string; verify?: true; undo?: string };
type Executing = { execute?: true };

/** `idem doctor legacy` and `idem doctor guard`: a table of somebody's in which an owner should have one row. */
export function addLegacyCommands(
  doctor: Command,
  surroundings: Surroundings,
  report: (finding: Finding) => void,
): void {
  const command = (name: string, description: string) =>
    doctor
      .command(name)
      .description(description)
      .requiredOption("--table <name>", "e.g. user_subscriptions, or schema.table")
      .requiredOption("--owner <column>", "whose rows they are, e.g. user_id")
      .addOption(new Option("--database <url>", "where the table is; DATABASE_URL unless given"))
      .option("--json", "machine-readable");
  const work = async (what: LegacyWork, options: Table): Promise<void> => {
    const { runLegacy } = await import("./run-legacy.ts");
    report(await runLegacy(what, { ...surroundings, ...options }));
  };

  addExecute(
    command("legacy", "one row for each owner; without --execute it says what it would do")
      .option("--order <columns>", "which row stays, e.g. is_active:desc,created_at:asc", "")
      .option("--stripe-id <column>", "a column with Stripe's ids: what is paid there stays first")
      .option("--reason <words>", "why, for the record of the run", "one row for each owner")
      .addOption(
        new Option("--verify", "say how it stands; changes nothing").conflicts(["execute", "undo"]),
      )
      .option("--undo <run>", "put back what a run has removed; asks for --execute, too"),
    "move the others to idem_legacy.removed, and make the unique index",
  ).action((options: Table & Cleaning & Executing) => work(workOf(options), options));
  addExecute(
    command(
      "guard",
      "a trigger against a second row, where a unique index is not possible yet",
    ).option("--remove", "take it away again; asks for --execute, too"),
    "install it, or take it away",
  ).action((options: Table & Executing & { remove?: true }) =>
    work({ is: options.remove ? "unguard" : "guard", execute: options.execute }, options),
  );
}

function workOf({ verify, undo, execute, ...chosen }: Cleaning & Executing): LegacyWork {
  if (verify) return { is: "verify" };
  if (undo !== undefined) return { is: "undo", runId: undo, execute };
  return { is: "clean", ...chosen, execute };
}
