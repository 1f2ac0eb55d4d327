import type { Sequence } from "../diagram/sequence.ts";
import { sequenceText } from "../diagram/sequence-text.ts";
import { tellStory } from "../diagram/tell-story.ts";
import { verdict } from "../diagram/verdict.ts";
import type { Flaw } from "./flaws.ts";
import { runSchedule } from "./run-schedule.ts";
import type { Schedule } from "./schedule.ts";

/** The story of a schedule, for people: what broke, what was done, and who said what to whom. */
export async function explain(schedule: Schedule, flaws: readonly Flaw[] = []): Promise<string> {
  const { violations, story } = await tellSchedule(schedule, flaws);
  const { commands, faults, picks } = schedule;
  return [
    ...(violations.length > 0 ? violations : ["Nothing broke."]),
    "",
    ...commands.map((command) => JSON.stringify(command)),
    ...faults.map((fault) => JSON.stringify(fault)),
    `picks: ${picks.join(",")}`,
    "",
    sequenceText(story),
  ].join("\n");
}

/** Plays a schedule once more, to be drawn: `sequenceSvg(story)` is its picture for a report. */
export async function tellSchedule(
  schedule: Schedule,
  flaws: readonly Flaw[] = [],
): Promise<{ violations: string[]; story: Sequence }> {
  const { violations, lines } = await runSchedule(schedule, { flaws, isTraced: true });
  const title = violations.length > 0 ? "What broke" : "Nothing broke";
  const ending = violations.map(verdict);
  return { violations, story: tellStory({ title, lines, presses: [], withDetails: true, ending }) };
}
