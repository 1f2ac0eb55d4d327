import { accounts, type Cast } from "./cast.ts";
import { comeAgain } from "./come-again.ts";
import { createSim } from "./create-sim.ts";
import { checkAtRest } from "./final-checks.ts";
import type { Flaw } from "./flaws.ts";
import { type Boot, bootIdem, createNode } from "./node.ts";
import { runCommand } from "./run-command.ts";
import type { Schedule } from "./schedule.ts";
import { settleDown } from "./settle-down.ts";
import type { Sim } from "./sim.ts";
import type { Line } from "./trace.ts";

export type Playing = {
  flaws?: readonly Flaw[];
  isTraced?: boolean;
  /** Played instead of the product, and judged by what it kept and what Stripe has at the end. */
  exhibit?: { boot: Boot; judge: (sim: Sim) => void };
};

export type Run = { violations: string[]; lines: Line[]; steps: number };

const mostSteps = 20_000;

/** Plays one schedule on a new world, lets it come to rest, and says what was seen that must never be. */
export async function runSchedule(
  { commands, picks, faults }: Schedule,
  { flaws = [], isTraced = false, exhibit }: Playing = {},
): Promise<Run> {
  const sim = createSim({
    picks,
    faults,
    flaws,
    isTraced,
    accounts,
    hasLetters: exhibit === undefined,
  });
  const boot = exhibit?.boot ?? bootIdem;
  const cast: Cast = {
    nodes: [createNode(sim, "A", boot), createNode(sim, "B", boot)],
    accounts,
    tabs: new Map(),
    shown: [],
    asked: new Map(),
    asking: new Set(),
    turns: new Map(),
    told: new Map(),
    pages: new Map(),
    requests: 0,
    hasLostBells: false,
    frozen: new Set(),
  };
  const steps = await play(sim, cast, commands);
  if (sim.violations.length === 0) await settleDown(sim, cast);
  if (sim.violations.length === 0) (exhibit?.judge ?? checkAtRest)(sim, cast);
  if (sim.violations.length === 0 && !exhibit) await comeAgain(sim, cast);
  return { violations: sim.violations, lines: sim.trace.lines, steps };
}

async function play(sim: Sim, cast: Cast, commands: Schedule["commands"]): Promise<number> {
  let next = 0;
  for (let steps = 0; steps < mostSteps; steps++) {
    if (sim.violations.length > 0) return steps;
    const command = commands[next];
    const run = async () => {
      next++;
      if (command) await runCommand(sim, cast, command);
    };
    if (!(await sim.scheduler.step(command ? run : undefined))) return steps;
  }
  sim.violations.push("G4: something goes round and round.");
  return mostSteps;
}
