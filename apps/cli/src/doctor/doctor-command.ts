import { type Invariant, invariantNames, isInvariant } from "@idem/domain";
import { type Command, InvalidArgumentError, Option } from "commander";
import { addExecute } from "../add-execute.ts";
import type { Finding } from "../finding.ts";
import { addLegacyCommands } from "../legacy/legacy-commands.ts";
import type { Surroundings } from "../run.ts";
import { signedIn } from "../signed-in.ts";
import { runRemoteDoctor } from "./remote/run-remote-doctor.ts";
import type { DoctorWork } from "./run-doctor.ts";

/** `idem doctor …`: finds what is wrong with accounts on both sides, and repairs it by plan. */
export function addDoctorCommand(
  idem: Command,
  surroundings: Surroundings,
  report: (finding: Finding) => void,
): void {
  // Made by `idem`, so that its own commands, too, answer what they do not understand as `idem` does.
  const doctor = idem
    .command("doctor")
    .description("finds duplicates and their like, here and at Stripe, and repairs them by plan")
    .addHelpText(
      "after",
      "\nplan → apply (says what it would do) → apply --execute → verify → undo. Nothing is deleted at Stripe." +
        "\nWorks on the deployment itself: set DATABASE_URL and STRIPE_SECRET_KEY as its nodes have them." +
        "\nWith --url its nodes do the work, as for the staff's pages: set IDEM_TOKEN to an admin's session token. Then check" +
        "\nsays what their latest check has found, and plan is about all accounts." +
        "\nExit codes: 0 healthy or done, 1 findings or something to do, 2 failed or stopped. Ctrl-C is safe.",
    );
  const command = (name: string, description: string) =>
    doctor
      .command(name)
      .description(description)
      .option("--json", "machine-readable: one JSON document a line")
      .option("--url <url>", "address of a server whose nodes do the work")
      .option(
        "--token <token>",
        "with --url; better given as IDEM_TOKEN, which no process list shows",
      );

  const work = async (what: DoctorWork, { json, url, token }: Where): Promise<void> => {
    if (url !== undefined) {
      const client = signedIn(url, token ?? surroundings.token);
      return report(await runRemoteDoctor(what, { ...surroundings, url, client, json }));
    }
    // Only here is a database needed; whoever asks a server waits for no client of one.
    const { runDoctor } = await import("./run-doctor.ts");
    report(await runDoctor(what, { ...surroundings, json }));
  };

  command("check", "what is not as it must be; changes nothing")
    .addOption(onlyOption())
    .addOption(limitOption())
    .addOption(graceOption())
    .action((options: Chosen & { grace: number }) => work({ is: "check", ...options }, options));
  command("plan", "what would be done about it; changes nothing")
    .requiredOption("--reason <words>", "why, for the story of each account")
    .addOption(onlyOption())
    .addOption(limitOption())
    .addOption(
      new Option("--refund <what>", "of subscriptions that were bought twice")
        .choices(["last", "none"])
        .default("last"),
    )
    .action((options: Chosen & { reason: string; refund: "last" | "none" }) =>
      work({ is: "plan", ...options }, options),
    );
  addExecute(
    command(
      "apply",
      "carries a plan out, or goes on with it; without --execute it says what it would do",
    ),
    "do it",
  )
    .argument("[plan]", "its id; the latest")
    .option("--yes", "do not ask")
    .action((planId: string | undefined, options: Doing) =>
      work({ is: "apply", planId, ...options }, options),
    );
  command("verify", "looks at a plan's accounts again")
    .argument("[plan]", "its id; the latest")
    .action((planId: string | undefined, options: Where) =>
      work({ is: "verify", planId }, options),
    );
  addExecute(
    command("undo", "takes back what a plan has done, as far as it can be; asks for --execute"),
    "do it",
  )
    .argument("[plan]", "its id; the latest")
    .option("--yes", "do not ask")
    .action((planId: string | undefined, options: Doing) =>
      work({ is: "undo", planId, ...options }, options),
    );
  addLegacyCommands(doctor, surroundings, report);
}

/** On this deployment, or by a server's nodes. */
type Where = { json?: true; url?: string; token?: string };
type Chosen = Where & { only: Invariant[]; limit: number | null };
type Doing = Where & { execute?: true; yes?: true };

const onlyOption = () =>
  new Option("--only <invariants>", `of ${invariantNames.join(", ")}; commas between`)
    .default([])
    .argParser((text) => {
      const names = text.split(",").map((name) => name.trim());
      const known = names.filter(isInvariant);
      if (known.length === names.length) return known;
      throw new InvalidArgumentError(`There are ${invariantNames.join(", ")}.`);
    });

const graceOption = () =>
  new Option(
    "--grace <seconds>",
    "look twice, so far apart: what buyers are just doing is no finding",
  )
    .default(0)
    .argParser((text) => {
      const seconds = Number(text);
      if (seconds >= 0) return seconds;
      throw new InvalidArgumentError("A number of seconds.");
    });

const limitOption = () =>
  new Option("--limit <accounts>", "stop after so many that are not well")
    .default(null, "all")
    .argParser((text) => {
      const limit = Number(text);
      if (Number.isInteger(limit) && limit > 0) return limit;
      throw new InvalidArgumentError("A whole number of accounts.");
    });
