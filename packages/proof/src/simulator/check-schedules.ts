import fc from "fast-check";
import { schedules } from "./arbitrary-schedule.ts";
import type { Flaw } from "./flaws.ts";
import { runSchedule } from "./run-schedule.ts";
import type { Schedule } from "./schedule.ts";
import { shrinkSchedule } from "./shrink-schedule.ts";

export type Checked =
  | { is: "held"; runs: number; steps: number }
  | { is: "broken"; runs: number; schedule: Schedule; violations: string[] };

/**
 * Plays `runs` schedules made from a seed. The first one that breaks a guarantee is shrunk: to fewer commands, fewer
 * faults, and an order of turns as plain as it can be.
 */
export async function checkSchedules({
  seed,
  runs,
  flaws = [],
  isShrunk = true,
  from = schedules,
}: {
  seed: number;
  runs: number;
  flaws?: readonly Flaw[];
  isShrunk?: boolean;
  from?: fc.Arbitrary<Schedule>;
}): Promise<Checked> {
  let steps = 0;
  const property = fc.asyncProperty(from, async (schedule) => {
    const run = await runSchedule(schedule, { flaws });
    steps += run.steps;
    return run.violations.length === 0;
  });
  const details = await fc.check(property, { seed, numRuns: runs, endOnFailure: true });
  if (!details.failed) return { is: "held", runs, steps };
  const [broken] = details.counterexample ?? [];
  if (broken === undefined) throw details.errorInstance;
  const breaks = async (one: Schedule) => (await runSchedule(one, { flaws })).violations.length > 0;
  const schedule = isShrunk ? await shrinkSchedule(broken, breaks) : broken;
  const { violations } = await runSchedule(schedule, { flaws });
  return { is: "broken", runs: details.numRuns, schedule, violations };
}
