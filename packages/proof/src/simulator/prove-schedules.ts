import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { sequenceSvg } from "../diagram/sequence-svg.ts";
import type { Checked } from "./check-schedules.ts";
import { explain, tellSchedule } from "./explain.ts";
import { runInParallel } from "./run-in-parallel.ts";

export type ProveSchedules = {
  schedules: number;
  /** The same seed and number play the same schedules, on any machine. */
  seed: number;
  /** Where the picture and the story of a failure go. */
  reportDir: string;
  tell: (line: string) => void;
  /** Says how far it is; `tell` unless given. */
  progress?: (line: string) => void;
};

export type Proved = { ok: boolean; schedules: number; steps: number; seconds: number };

/**
 * Plays schedules on every core until one breaks a guarantee or all are done. A failure is told as the plainest schedule
 * that still breaks, in text here and as a picture in the report.
 */
export async function proveSchedules(options: ProveSchedules): Promise<Proved> {
  const { schedules, seed, reportDir, tell, progress = tell } = options;
  const beganMs = performance.now();
  const secondsSince = () => (performance.now() - beganMs) / 1_000;
  tell(`${number(schedules)} schedules from seed ${seed}.`);
  const checked = await runInParallel({
    schedules,
    seed,
    onProgress: everyMs(1_000, (done) => {
      const rate = done / secondsSince();
      const left = Math.ceil((schedules - done) / rate);
      progress(`${number(done)} of ${number(schedules)}, ${Math.round(rate)}/s, ${left} s to go`);
    }),
  });
  const seconds = secondsSince();
  const proved = { schedules: checked.runs, seconds, ok: checked.is === "held" };
  switch (checked.is) {
    case "held":
      tell(
        `${number(checked.runs)} schedules, ${number(checked.steps)} turns, seed ${seed}: every guarantee held (${seconds.toFixed(1)} s, ${Math.round(checked.runs / seconds)}/s).`,
      );
      return { ...proved, steps: checked.steps };
    case "broken":
      await tellFailure(checked, { reportDir, tell });
      return { ...proved, steps: 0 };
  }
}

async function tellFailure(
  { schedule, runs }: Extract<Checked, { is: "broken" }>,
  { reportDir, tell }: Pick<ProveSchedules, "reportDir" | "tell">,
): Promise<void> {
  const story = await explain(schedule);
  const picture = path.join(reportDir, "schedule.svg");
  await mkdir(reportDir, { recursive: true });
  await writeFile(picture, sequenceSvg((await tellSchedule(schedule)).story));
  await writeFile(path.join(reportDir, "schedule.txt"), `${story}\n`);
  await writeFile(path.join(reportDir, "schedule.json"), `${JSON.stringify(schedule)}\n`);
  for (const line of story.split("\n")) tell(line);
  tell(`Broken, by the ${number(runs)}th schedule of its share. A picture: ${picture}`);
}

const number = (count: number): string => count.toLocaleString("en");

function everyMs(intervalMs: number, say: (done: number) => void): (done: number) => void {
  let saidMs = performance.now();
  return (done) => {
    if (performance.now() - saidMs < intervalMs) return;
    saidMs = performance.now();
    say(done);
  };
}
