import type { IdemClient } from "@idem/client";
import type { Finding } from "../../finding.ts";
import type { Surroundings } from "../../run.ts";
import type { DoctorWork } from "../run-doctor.ts";
import { remoteApply } from "./remote-apply.ts";
import { remoteCheck } from "./remote-check.ts";
import { remotePlan } from "./remote-plan.ts";
import type { RemotePractice } from "./remote-practice.ts";
import { remoteUndo } from "./remote-undo.ts";
import { remoteVerify } from "./remote-verify.ts";

export type RemoteSurroundings = Pick<
  Surroundings,
  "url" | "write" | "progress" | "confirm" | "untilStopped"
> & { client: IdemClient; json: true | undefined };

/** Has a server's nodes do one thing, and looks on until it is over. They go on without us. */
export async function runRemoteDoctor(
  work: DoctorWork,
  { client, untilStopped, ...surroundings }: RemoteSurroundings,
): Promise<Finding> {
  const signal = untilStopped();
  try {
    return await carryOut({ ...surroundings, duplicates: client.admin.duplicates, signal }, work);
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new Error("Stopped looking on. What was asked for goes on; the same command joins it.");
  }
}

function carryOut(practice: RemotePractice, work: DoctorWork): Promise<Finding> {
  switch (work.is) {
    case "check":
      return remoteCheck(practice, work);
    case "plan":
      return remotePlan(practice, work);
    case "apply":
      return remoteApply(practice, work);
    case "undo":
      return remoteUndo(practice, work);
    case "verify":
      return remoteVerify(practice, work.planId);
  }
}
