import { type Command, Option } from "commander";
import type { Finding } from "../finding.ts";
import type { Surroundings } from "../run.ts";
import type { LegacyWork } from "./run-legacy.ts";

type Table = { table: string; owner: string; database?: string; json?: true };

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
      .option("--json", "machine-readable")
      .copyInheritedSettings(doctor);
  const work = async (what: LegacyWork, options: Table): Promise<void> => {
    const { runLegacy } = await import("./run-legacy.ts");
    report(await runLegacy(what, { ...surroundings, ...options }));
  };

  command("legacy", "one row for each owner; without --execute it says what it would do")
    .option("--order <columns>", "which row stays, e.g. is_active:desc,created_at:asc", "")
    .option("--stripe-id <column>", "a column with Stripe's ids: what is paid there stays first")
    .option("--reason <words>", "why, for the record of the run", "one row for each owner")
    .option("--execute", "move the others to idem_legacy.removed, and make the unique index")
    .option("--verify", "say how it stands")
    .option("--undo <run>", "put back what a run has removed")
    .action((options: Table & Omit<Extract<LegacyWork, { is: "clean" }>, "is">) =>
      work({ is: "clean", ...options }, options),
    );
  command("guard", "a trigger against a second row, where a unique index is not possible yet")
    .option("--execute", "install it")
    .action((options: Table & { execute?: true }) => work({ is: "guard", ...options }, options));
}
