import type { Random } from "../chaos/random.ts";
import type { Clinic } from "./open-clinic.ts";
import { beginDoctor, type DoctorRun } from "./run-doctor.ts";

export type Kills = {
  kills: number;
  random: Random;
  /** The most changes at Stripe between two kills. */
  mostCalls: number;
};

/** `killed`: how often one was killed in the middle; one that came to its end before is none. */
export type KilledRuns = { killed: number; last: DoctorRun };

/**
 * Carries a plan out in processes that are killed, one after the other, before or after Stripe has done what one of them
 * asked for; the last one may go on to the end.
 */
export async function applyWithKills(
  clinic: Clinic,
  planId: string,
  { kills, random, mostCalls }: Kills,
): Promise<KilledRuns> {
  let killed = 0;
  while (killed < kills) {
    const calls = 1 + Math.floor(random.next() * mostCalls);
    const trap = trapCall(clinic, calls, random.pick(["before", "after"]));
    const run = beginDoctor(clinic, ["apply", planId, "--execute"]);
    const isCaught = await Promise.race([
      trap.caught.then(() => true),
      run.ended.then(() => false),
    ]);
    run.child.kill("SIGKILL");
    await run.ended;
    trap.release();
    if (!isCaught) break;
    killed += 1;
    await forgetLeases(clinic);
  }
  return { killed, last: await beginDoctor(clinic, ["apply", planId, "--execute"]).ended };
}

/** The dead one counts as at work for seconds; nobody needs to wait for that here. */
async function forgetLeases({ prisma }: Clinic): Promise<void> {
  await prisma.doctorPlan.updateMany({ data: { leaseUntil: new Date(0) } });
  await prisma.$executeRaw`UPDATE effect SET lease_until = 'epoch' WHERE outcome IS NULL`;
}

/** Holds the so-many-th change at Stripe from now on, before it is done or before it is answered. */
export function trapCall({ door }: Clinic, call: number, moment: "before" | "after") {
  let seen = 0;
  const caught = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  door.watch(async (when, { method }) => {
    if (when !== moment || method === "GET") return;
    seen += 1;
    if (seen !== call) return;
    caught.resolve();
    await released.promise;
  });
  return { caught: caught.promise, release: released.resolve };
}
