import type { Boot } from "../simulator/node.ts";
import { runSchedule } from "../simulator/run-schedule.ts";
import type { Schedule } from "../simulator/schedule.ts";
import type { Sim } from "../simulator/sim.ts";
import { isPayable } from "../simulator/stripe/state.ts";
import type { Line } from "../simulator/trace.ts";
import { bootExhibit } from "./boot-exhibit.ts";
import type { Exhibit } from "./exhibit.ts";
import { judgeExhibit } from "./judge-exhibit.ts";
import { type Heard, judgeAnswers, watchAnswers } from "./watch-answers.ts";

export type Played = {
  violations: string[];
  lines: Line[];
  /** Every press of Continue, in the order in which they were made. */
  heard: readonly Heard[];
  atRest: AtRest;
};

/** What Stripe has at the end, and how long the slowest answer took. */
export type AtRest = { customers: number; payable: number; live: number; slowestMs: number };

/** Plays an exhibit on its own schedule, or on a smaller one. */
export async function playExhibit(
  exhibit: Exhibit,
  schedule: Schedule = exhibit.schedule,
): Promise<Played> {
  const noes: string[] = [];
  const heard: Heard[] = [];
  const boot = watchAnswers(bootExhibit(exhibit, noes), heard);
  return play(schedule, { boot, heard }, (sim) => [
    ...judgeExhibit(sim, exhibit, heard),
    ...judgeAnswers(sim, heard, { askedBy: exhibit.askedBy ?? null, noes }),
  ]);
}

/** One run, watched: what was seen, what everybody heard, and what stands at the end. */
export async function play(
  schedule: Schedule,
  { boot, heard }: { boot: Boot; heard: readonly Heard[] },
  judge: (sim: Sim) => string[],
): Promise<Played> {
  const worlds: Sim[] = [];
  const { violations, lines } = await runSchedule(schedule, {
    isTraced: true,
    exhibit: {
      boot: (sim, life) => {
        worlds.push(sim);
        return boot(sim, life);
      },
      judge: (sim) => sim.violations.push(...judge(sim)),
    },
  });
  const [world] = worlds;
  if (world === undefined) throw new Error("Nothing was ever started.");
  return { violations, lines, heard, atRest: standing(world, heard) };
}

function standing({ stripe }: Sim, heard: readonly Heard[]): AtRest {
  const waitsMs = heard.map((one) => (one.answeredAtMs ?? one.askedAtMs) - one.askedAtMs);
  return {
    customers: [...stripe.customers.values()].filter(({ deleted }) => !deleted).length,
    payable: [...stripe.sessions.values()].filter((one) => isPayable(stripe, one)).length,
    live: [...stripe.subscriptions.values()].filter(({ status }) => status === "active").length,
    slowestMs: Math.max(0, ...waitsMs),
  };
}
