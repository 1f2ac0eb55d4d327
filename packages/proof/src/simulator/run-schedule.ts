import { accounts, type Cast } from "./cast.ts";
import { comeAgain } from "./come-again.ts";
import { createTables } from "./database/tables.ts";
import { createFaults } from "./faults.ts";
import { checkAtRest } from "./final-checks.ts";
import type { Flaw } from "./flaws.ts";
import { type Boot, bootIdem, createNode } from "./node.ts";
import { runCommand } from "./run-command.ts";
import type { Schedule } from "./schedule.ts";
import { createScheduler } from "./scheduler.ts";
import { settleDown } from "./settle-down.ts";
import type { Clocks, Sim } from "./sim.ts";
import { createStripeState } from "./stripe/state.ts";
import { createTrace, type Line } from "./trace.ts";

export type Playing = {
  flaws?: readonly Flaw[];
  isTraced?: boolean;
  /** Played instead of the product, and judged by what it kept and what Stripe has at the end. */
  exhibit?: { boot: Boot; judge: (sim: Sim) => void };
};

export type Run = { violations: string[]; lines: Line[]; steps: number };

const startMs = Date.UTC(2026, 10, 21);
const mostSteps = 20_000;

/** Plays one schedule on a new world, lets it come to rest, and says what was seen that must never be. */
export async function runSchedule(
  { commands, picks, faults }: Schedule,
  { flaws = [], isTraced = false, exhibit }: Playing = {},
): Promise<Run> {
  const clocks: Clocks = { databaseMs: startMs, stripeMs: startMs };
  const counts = new Map<string, number>();
  const email = "pat@example.com";
  const sim: Sim = {
    scheduler: createScheduler(picks, (ms) => {
      clocks.databaseMs += ms;
      clocks.stripeMs += ms;
    }),
    clocks,
    faults: createFaults(faults),
    // Two accounts with one address: they are two customers, rightly.
    tables: createTables(
      accounts.map((id) => ({ id, email, name: "Pat", customerOrdinal: 1, syncVersion: 0 })),
    ),
    stripe: createStripeState(),
    trace: createTrace(isTraced),
    flaws: new Set(flaws),
    violations: [],
    newId: (prefix) => {
      const count = (counts.get(prefix) ?? 0) + 1;
      counts.set(prefix, count);
      return `${prefix}_${count}`;
    },
  };
  const boot = exhibit?.boot ?? bootIdem;
  const cast: Cast = {
    nodes: [createNode(sim, "A", boot), createNode(sim, "B", boot)],
    accounts,
    tabs: new Map(),
    shown: [],
    requests: 0,
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
