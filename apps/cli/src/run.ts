import { createIdemClient } from "@idem/client";
import { Command, CommanderError, Option } from "commander";
import { addDoctorCommand } from "./doctor/doctor-command.ts";
import type { Finding } from "./finding.ts";
import type { GivenDeployment } from "./given-deployment.ts";
import { importCommand } from "./import/import-command.ts";
import { showBilling } from "./show-billing.ts";
import { showPlans } from "./show-plans.ts";
import { showStatus } from "./show-status.ts";
import { signedIn } from "./signed-in.ts";

/** What the command knows of the process it runs in; nothing below reads the environment. */
export type Surroundings = {
  url: string;
  token: string | null;
  write: (text: string) => void;
  complain: (text: string) => void;
  /** Asks whoever watches; where nobody does, yes: a script has said what it wants. */
  confirm: (question: string) => Promise<boolean>;
  /** Says how far it is; where nobody watches, nothing. */
  progress: (line: string) => void;
  deployment: GivenDeployment;
  /** Aborts on Ctrl-C, from now on; who does not ask ends with it. */
  untilStopped: () => AbortSignal;
};

/**
 * What a script may rely on.
 *
 * 0  asked, answered, and nothing to look at
 * 1  asked and answered, and somebody should look: not ready, nothing on sale, a subscription in trouble, drift (healed), a log tampered with
 * 2  not answered: unreachable, not signed in, stopped, or the command was not understood
 */
export type ExitCode = 0 | 1 | 2;

/** Long enough for a read through a slow network; a script that hangs helps nobody. */
const timeoutMs = 10_000;

/** Runs one command line, without the `idem` in front. Never throws on what the server says. */
export async function run(line: string[], surroundings: Surroundings): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const report = ({ text, isFine }: Finding): void => {
    surroundings.write(text);
    exitCode = isFine ? 0 : 1;
  };
  try {
    await program(surroundings, report).parseAsync(line, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    surroundings.complain(`idem: ${error instanceof Error ? error.message : String(error)}`);
    return 2;
  }
}

type Local = { json?: true };
type Shared = Local & { url: string };
type WithToken = Shared & { token?: string; account?: string };

function program(surroundings: Surroundings, report: (finding: Finding) => void): Command {
  const idem = new Command("idem")
    .description(
      "Asks an Idem server how it is, what it sells, and where an account stands; compares all accounts with Stripe; checks the audit log; finds and repairs duplicates.",
    )
    .exitOverride()
    .configureOutput({ writeOut: surroundings.write, writeErr: surroundings.complain })
    .addHelpText("after", "\nExit codes: 0 healthy, 1 something to look at, 2 not answered.");
  /** Works on the deployment itself: there is no server to ask. */
  const local = (name: string, description: string) =>
    idem.command(name).description(description).option("--json", "machine-readable answer");
  const command = (name: string, description: string) =>
    local(name, description).addOption(
      new Option("--url <url>", "address of the server").default(surroundings.url),
    );

  command("status", "whether the server lives and takes traffic").action(
    async ({ url, json }: Shared) => report(await showStatus({ url, json, timeoutMs })),
  );
  command("plans", "what is on sale").action(async ({ url, json }: Shared) =>
    report(await showPlans(createIdemClient({ url }), { json, timeoutMs })),
  );
  command("billing", "where an account stands, as its owner sees it")
    .option(
      "--token <token>",
      "session token; better given as IDEM_TOKEN, which no process list shows",
    )
    .option("--account <id>", "another account that the token's owner may bill for")
    .action(async ({ url, json, token, account }: WithToken) => {
      const client = signedIn(url, token ?? surroundings.token);
      report(await showBilling(client, { json, timeoutMs, account }));
    });
  local("reconcile", "compares every account with Stripe and heals what differs")
    .option("--grace <seconds>", "how long a difference must last to be called drift", "60")
    .addHelpText(
      "after",
      "\nWorks on the deployment itself: set DATABASE_URL, STRIPE_SECRET_KEY, MAIL_FROM and IDEM_URL as its nodes have them." +
        "\nExit codes: 0 in sync, 1 drift found, 2 failed or stopped. Ctrl-C is safe: the pass goes on later.",
    )
    .action(async ({ json, grace }: Local & { grace: string }) => {
      const { deployment, progress, untilStopped } = surroundings;
      const graceMs = toMs(grace);
      // Only here is a database needed; whoever asks a server waits for no client of one.
      const { runReconcile } = await import("./run-reconcile.ts");
      report(await runReconcile(deployment, { json, progress, signal: untilStopped(), graceMs }));
    });
  local("audit", "checks that nobody has changed the audit log of any account")
    .addHelpText(
      "after",
      "\nReads the deployment’s database itself: set DATABASE_URL as its nodes have it." +
        "\nExit codes: 0 whole, 1 tampered with, 2 failed.",
    )
    .action(async ({ json }: Local) => {
      const { deployment, progress } = surroundings;
      const { audit } = await import("./audit.ts");
      report(await audit(deployment.databaseUrl, { json, progress }));
    });
  addDoctorCommand(idem, surroundings, report);
  return idem.addCommand(importCommand(surroundings, report).copyInheritedSettings(idem));
}

function toMs(seconds: string): number {
  const ms = Number(seconds) * 1_000;
  if (ms >= 0) return ms;
  throw new Error(`--grace is a number of seconds, not "${seconds}".`);
}
