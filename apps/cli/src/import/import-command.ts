import { Command, InvalidArgumentError, Option } from "commander";
import { addExecute } from "../add-execute.ts";
import type { Finding } from "../finding.ts";
import type { Surroundings } from "../run.ts";
import type { ImportChoice } from "./run-import.ts";

type Options = Omit<ImportChoice, "table"> & { table: ImportChoice["table"]; json?: true };

/** `idem import`: an existing Stripe account comes under Idem. */
export const importCommand = (
  surroundings: Surroundings,
  report: (finding: Finding) => void,
): Command =>
  addExecute(new Command("import"), "do it; otherwise it says what it would do")
    .description("adopts the customers and subscriptions of an existing Stripe account")
    .addHelpText(
      "after",
      "\nMatches customers with users and organizations: by our own metadata, by a table of yours, by your metadata, by verified e-mail." +
        "\nEnds nothing and pays nothing back. What is not beyond doubt is shown and left." +
        "\nWorks on the deployment itself: set DATABASE_URL and STRIPE_SECRET_KEY as its nodes have them." +
        "\nExit codes: 0 all adopted, 1 something to adopt or to decide, 2 failed or stopped. Ctrl-C is safe: begun again, it goes on.",
    )
    .option("--reason <words>", "why, for the story of each account", "import")
    .option("--user-key <key>", "the key in a customer's metadata with a user's id", "userId")
    .option("--organization-key <key>", "the one with an organization's id", "organizationId")
    .addOption(tableOption())
    .addOption(
      new Option(
        "--several <what>",
        "about owners with several customers: leave them to people, or",
      )
        .choices(["leave", "survivor"])
        .default("leave"),
    )
    .option("--yes", "do not ask")
    .option("--json", "machine-readable: one JSON document a line")
    .action(async (options: Options) => {
      // Only here is a database needed; whoever asks a server waits for no client of one.
      const { runImport } = await import("./run-import.ts");
      report(await runImport(options, surroundings));
    });

const tableOption = () =>
  new Option(
    "--table <table:owner:customer>",
    "a table of this database with ids of owners and of customers, e.g. tenants:user_id:stripe_customer_id",
  )
    .default(null, "none")
    .argParser((text): NonNullable<ImportChoice["table"]> => {
      const [name, owner, customer, ...rest] = text.split(":");
      if (name && owner && customer && rest.length === 0) return { name, owner, customer };
      throw new InvalidArgumentError("A table and two of its columns, with colons between.");
    });
