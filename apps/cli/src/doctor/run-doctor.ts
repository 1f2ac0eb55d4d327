import { randomUUID } from "node:crypto";
import { userInfo } from "node:os";
import type { Doctor, Watch } from "@idem/billing";
import type { Invariant } from "@idem/domain";
import type { Finding } from "../finding.ts";
import { toDeployment } from "../given-deployment.ts";
import { openDeployment } from "../open-deployment.ts";
import type { Surroundings } from "../run.ts";
import { applyCommand } from "./apply-command.ts";
import { checkCommand } from "./check-command.ts";
import { createDoctorProgress } from "./doctor-progress.ts";
import { planCommand } from "./plan-command.ts";
import { undoCommand } from "./undo-command.ts";
import { verifyCommand } from "./verify-command.ts";

type Chosen = { only: readonly Invariant[]; limit: number | null };
type Doing = { planId: string | undefined; execute?: true; yes?: true };

export type DoctorWork =
  | ({ is: "check"; grace: number } & Chosen)
  | ({ is: "plan"; reason: string; refund: "last" | "none" } & Chosen)
  | ({ is: "apply" } & Doing)
  | ({ is: "undo" } & Doing)
  | { is: "verify"; planId: string | undefined };

/** What every part of the command works with. */
export type Practice = {
  doctor: Doctor;
  watch: Watch;
  /** Of this process: a plan is worked on by one at a time. */
  worker: string;
  /** The person at the command line, for the record. */
  askedBy: string;
  json: true | undefined;
  write: (line: string) => void;
  /** Asks whoever watches; where nobody does, `true`: a script has said --execute. */
  confirm: (question: string) => Promise<boolean>;
};

export type DoctorSurroundings = Pick<
  Surroundings,
  "write" | "complain" | "progress" | "confirm" | "deployment" | "untilStopped"
> & { json: true | undefined };

/** Opens the deployment, does one thing, and leaves nothing open. */
export async function runDoctor(
  work: DoctorWork,
  { write, complain, progress, confirm, deployment, untilStopped, json }: DoctorSurroundings,
): Promise<Finding> {
  const { doctor, close } = openDeployment(toDeployment(deployment), { warn: complain });
  const signal = untilStopped();
  const lineOf = createDoctorProgress(() => performance.now());
  const practice: Practice = {
    doctor,
    watch: { signal, tell: (one) => progress(lineOf(one)) },
    worker: randomUUID(),
    askedBy: `${userInfo().username} at the command line`,
    json,
    write,
    confirm,
  };
  try {
    return await carryOut(practice, work);
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new Error("Stopped. What was done is kept; the same command goes on from there.");
  } finally {
    await close();
  }
}

function carryOut(practice: Practice, work: DoctorWork): Promise<Finding> {
  switch (work.is) {
    case "check":
      return checkCommand(practice, work);
    case "plan":
      return planCommand(practice, work);
    case "apply":
      return applyCommand(practice, work);
    case "undo":
      return undoCommand(practice, work);
    case "verify":
      return verifyCommand(practice, work.planId);
  }
}
