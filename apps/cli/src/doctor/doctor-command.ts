import { type Invariant, invariantNames, isInvariant } from "@idem/domain";
import { Command, InvalidArgumentError, Option } from "commander";
import type { Finding } from "../finding.ts";
import { addLegacyCommands } from "../legacy/legacy-commands.ts";
import type { Surroundings } from "../run.ts";
import type { DoctorWork } from "./run-doctor.ts";

/** `idem doctor …`: finds what is wrong with accounts on both sides, and repairs it by plan. */
export function doctorCommand(
  surroundings: Surroundings,
  report: (finding: Finding) => void,
): Command {
  const doctor = new Command("doctor")
    .description("finds duplicates and their like, here and at Stripe, and repairs them by plan")
    .addHelpText(
      "after",
      "\nplan → apply (says what it would do) → apply --execute → verify → undo. Nothing is deleted at Stripe." +
        "\nWorks on the deployment itself: set DATABASE_URL and STRIPE_SECRET_KEY as its nodes have them." +
        "\nExit codes: 0 healthy or done, 1 findings or something to do, 2 failed or stopped. Ctrl-C is safe.",
    );
  const command = (name: string, description: string) =>
    doctor
      .command(name)
      .description(description)
      .option("--json", "machine-readable: one JSON document a line")
      .copyInheritedSettings(doctor);

  const work = async (what: DoctorWork, options: { json?: true }): Promise<void> => {
    // Only here is a database needed; whoever asks a server waits for no client of one.
    const { runDoctor } = await import("./run-doctor.ts");
    report(await runDoctor(what, { ...surroundings, json: options.json }));
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
  command(
    "apply",
    "carries a plan out, or goes on with it; without --execute it says what it would do",
  )
    .argument("[plan]", "its id; the latest")
    .option("--execute", "do it")
    .option("--yes", "do not ask")
    .action((planId: string | undefined, options: { execute?: true; yes?: true; json?: true }) =>
      work({ is: "apply", planId, ...options }, options),
    );
  command("verify", "looks at a plan's accounts again")
    .argument("[plan]", "its id; the latest")
    .action((planId: string | undefined, options: { json?: true }) =>
      work({ is: "verify", planId }, options),
    );
  command("undo", "takes back what a plan has done, as far as it can be; asks for --execute")
    .argument("[plan]", "its id; the latest")
    .option("--execute", "do it")
    .option("--yes", "do not ask")
    .action((planId: string | undefined, options: { execute?: true; yes?: true; json?: true }) =>
      work({ is: "undo", planId, ...options }, options),
    );
  addLegacyCommands(doctor, surroundings, report);
  return doctor;
}

type Chosen = { only: Invariant[]; limit: number | null; json?: true };

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
