import type { IdemClient } from "@idem/client";
import type { Surroundings } from "../../run.ts";

/** What every part of the command works with, where a server's nodes do the work. */
export type RemotePractice = Pick<Surroundings, "url" | "write" | "progress" | "confirm"> & {
  duplicates: IdemClient["admin"]["duplicates"];
  json: true | undefined;
  signal: AbortSignal;
};

/** A plan, what is being done with it, and what came of the last thing that was done. */
export type RemotePlan = Awaited<
  ReturnType<RemotePractice["duplicates"]["plans"]["query"]>
>[number];

/** A page of rows through a slow network; what takes long is done by the nodes meanwhile. */
const timeoutMs = 10_000;

/** For one request: until it takes too long, or somebody presses Ctrl-C. */
export const inTime = ({ signal }: RemotePractice): { signal: AbortSignal } => ({
  signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
});
