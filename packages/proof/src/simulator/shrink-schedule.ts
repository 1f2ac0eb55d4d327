import type { Schedule } from "./schedule.ts";

/**
 * The plainest schedule that still breaks something: without every command and fault that can be left out, and with
 * turns in their natural order wherever the order does not matter. Greedy, and the same every time.
 */
export async function shrinkSchedule(
  broken: Schedule,
  breaks: (schedule: Schedule) => Promise<boolean>,
): Promise<Schedule> {
  let best = broken;
  for (let before = ""; before !== JSON.stringify(best); ) {
    before = JSON.stringify(best);
    for (const candidates of [
      fewerCommands,
      fewerFaults,
      fewerPicks,
      plainerPicks,
      plainerCommands,
    ])
      best = await shrinkBy(candidates, best, breaks);
  }
  return best;
}

type Candidates = (schedule: Schedule) => Generator<Schedule>;

async function shrinkBy(
  candidates: Candidates,
  broken: Schedule,
  breaks: (schedule: Schedule) => Promise<boolean>,
): Promise<Schedule> {
  for (const candidate of candidates(broken))
    if (await breaks(candidate)) return shrinkBy(candidates, candidate, breaks);
  return broken;
}

/** Without one part of a list: large parts first. */
function* without<T>(list: readonly T[]): Generator<T[]> {
  for (let size = list.length; size >= 1; size = Math.floor(size / 2))
    for (let from = 0; from < list.length; from += size)
      yield [...list.slice(0, from), ...list.slice(from + size)];
}

function* fewerCommands(schedule: Schedule): Generator<Schedule> {
  for (const commands of without(schedule.commands)) yield { ...schedule, commands };
}

function* fewerFaults(schedule: Schedule): Generator<Schedule> {
  for (const faults of without(schedule.faults)) yield { ...schedule, faults };
}

function* fewerPicks(schedule: Schedule): Generator<Schedule> {
  const { picks } = schedule;
  for (const length of [0, Math.floor(picks.length / 2), picks.length - 8, picks.length - 1])
    if (length >= 0 && length < picks.length) yield { ...schedule, picks: picks.slice(0, length) };
}

function* plainerPicks(schedule: Schedule): Generator<Schedule> {
  const { picks } = schedule;
  for (let size = picks.length; size >= 1; size = Math.floor(size / 2))
    for (let from = 0; from < picks.length; from += size)
      if (picks.slice(from, from + size).some((pick) => pick !== 0))
        yield {
          ...schedule,
          picks: picks.map((pick, at) => (at >= from && at < from + size ? 0 : pick)),
        };
}

function* plainerCommands(schedule: Schedule): Generator<Schedule> {
  for (const [at, command] of schedule.commands.entries())
    for (const [name, value] of Object.entries(command)) {
      if (name === "do" || value === 0 || value === false || typeof value === "string") continue;
      const plainer = { ...command, [name]: typeof value === "number" ? 0 : false };
      yield { ...schedule, commands: schedule.commands.with(at, plainer) };
    }
}
