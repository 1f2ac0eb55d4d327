import type { Life } from "../scheduler.ts";
import type { Sim } from "../sim.ts";
import { partyOf } from "../trace.ts";

/** The connection broke: the statement was carried out, or it was not. */
export class ConnectionCut extends Error {
  override readonly name = "ConnectionCut";
}

export type Statement<T> = {
  says: () => string;
  run: () => T;
  /** False while another transaction holds a row it would change. */
  canRun?: () => boolean;
};

/** One statement that commits by itself: atomic, and anything may happen before and after it. */
export async function statement<T>(sim: Sim, life: Life, one: Statement<T>): Promise<T> {
  await sim.scheduler.turn(life, one.canRun);
  const fault = sim.faults.next("database");
  const party = partyOf(life.node);
  if (fault === "lost request") {
    sim.trace.tell(party, "database", () => `✗ connection cut before: ${one.says()}`);
    throw new ConnectionCut("before the statement");
  }
  sim.trace.tell(party, "database", one.says);
  const result = one.run();
  if (fault === null) return result;
  sim.trace.tell("database", party, () => "✗ connection cut after it");
  throw new ConnectionCut("after the statement");
}
