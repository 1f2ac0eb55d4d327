import { bootIdem } from "../simulator/node.ts";
import { runSchedule } from "../simulator/run-schedule.ts";
import type { Schedule } from "../simulator/schedule.ts";
import { bootIdemAtItsDoor } from "./boot-idem-at-its-door.ts";
import type { Exhibit } from "./exhibit.ts";
import { type Played, play } from "./play-exhibit.ts";
import { type Heard, judgeAnswers, watchAnswers } from "./watch-answers.ts";

export type IdemPlayed = Played & {
  /** In how many other places the schedule's fault was tried: the product makes its calls in an order of its own. */
  elsewhere: number;
};

/** Far more calls than any of these schedules takes. */
const mostCalls = 200;

/**
 * Plays the product on an exhibit's schedule, watched as the simulator watches it and by the museum's own eyes; and then
 * with the schedule's fault at each other call, so that it does not hold by being hit where it does not hurt.
 */
export async function playIdem({ schedule, askedBy }: Exhibit): Promise<IdemPlayed> {
  const played = await playOnce(schedule, askedBy);
  const violations = [...played.violations];
  const [fault] = schedule.faults;
  let elsewhere = 0;
  for (let at = 0; fault !== undefined && at < mostCalls; at++) {
    if (at === fault.at) continue;
    const other = await playOnce({ ...schedule, faults: [{ ...fault, at }] }, askedBy);
    const hasHit = other.lines.some(({ text }) => /⚡|✗ connection cut/.test(text));
    if (!hasHit) break;
    elsewhere++;
    violations.push(...other.violations);
  }
  return { ...played, violations, elsewhere };
}

async function playOnce(schedule: Schedule, askedBy: string | undefined): Promise<Played> {
  const heard: Heard[] = [];
  const product = askedBy === undefined ? bootIdem : bootIdemAtItsDoor(askedBy);
  const boot = watchAnswers(product, heard);
  const seen = await play(schedule, { boot, heard }, (sim) =>
    judgeAnswers(sim, heard, { askedBy: askedBy ?? null, noes: [] }),
  );
  const { violations } = await runSchedule(schedule);
  return { ...seen, violations: [...violations, ...seen.violations] };
}
