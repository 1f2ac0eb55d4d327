import { type Command, Option } from "commander";

/** Gives a command `--execute`, without which it changes nothing, and `--dry-run`, which says so. Both at once are refused. */
export const addExecute = (command: Command, description: string): Command =>
  command
    .option("--execute", description)
    .addOption(
      new Option(
        "--dry-run",
        "say what it would do, and do nothing: so it is without --execute",
      ).conflicts("execute"),
    );
