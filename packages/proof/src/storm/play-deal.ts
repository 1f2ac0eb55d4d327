import { createSim } from "../simulator/create-sim.ts";
import { accountRow } from "../simulator/database/tables.ts";
import type { Flaw } from "../simulator/flaws.ts";
import { createNode } from "../simulator/node.ts";
import { type Deal, deal, dealIn } from "./deal.ts";
import type { History } from "./history.ts";
import { deliver, playCard } from "./play-card.ts";
import { createRecordedStripe } from "./recorded-stripe.ts";
import type { Player, Table } from "./table.ts";

export type Dealt = {
  /** For each history: everything that was kept about its account, and what Stripe had, in the end. */
  states: string[];
  deliveries: number;
  looks: number;
  /** Something was thrown, or did not come to rest. */
  faults: string[];
};

/** Turns whose order is drawn; those after them go in the order in which they came. */
const mostPicks = 4_000;
/** What one deal may take to come to rest, far more than it should. */
const [mostSteps, mostRounds, roundMs] = [20_000, 40, 3_000];

/** Deals histories to two nodes by a seed, and lets everything come to rest. */
export async function playDeal(
  player: Player,
  histories: readonly History[],
  { seed, flaws = [] }: { seed: number; flaws?: readonly Flaw[] },
): Promise<Dealt> {
  const dealt = deal(histories, seed);
  const picks = Uint8Array.from({ length: mostPicks }, () => Math.floor(dealt.random.next() * 256));
  const sim = createSim({ picks, flaws, accounts: histories.map(({ accountId }) => accountId) });
  for (const { accountId, customer } of histories)
    sim.tables.accounts.set(accountId, { ...accountRow(sim.tables, accountId), customer });
  const made = histories.flatMap(({ steps }) => steps.flatMap(({ events }) => events));
  let next = 0;
  const stripe = createRecordedStripe((events) => {
    made.push(...events);
    dealIn(dealt, events, next);
  });
  const table = sit({ ...dealt, sim, stripe, histories }, player);

  await run(table, () => {
    const card = dealt.cards[next];
    if (card === undefined || table.isOpening) return undefined;
    return async () => {
      next += 1;
      playCard(table, card);
    };
  });
  for (let round = 0; !isQuiet(table, dealt, next); round++) {
    if (round === mostRounds || sim.violations.length > 0) {
      sim.violations.push("Not at rest.");
      break;
    }
    // Stripe goes on until each event is acknowledged, and every node has its worker.
    for (; next < dealt.cards.length; next++) {
      const card = dealt.cards[next];
      if (card) playCard(table, card);
    }
    for (const event of made) if (!sim.tables.events.has(event.id)) deliver(table.nodes[0], event);
    for (const node of table.nodes) {
      node.processEvents();
      node.sweep();
    }
    await run(table, () => undefined);
    sim.scheduler.advance(roundMs);
  }
  const { deliveries, looks } = table;
  const states = histories.map((history) => player.stateOf(table, history));
  return { states, deliveries, looks, faults: sim.violations };
}

function sit(
  world: Pick<Table, "sim" | "stripe" | "histories" | "random" | "weather">,
  player: Player,
): Table {
  const counts = { isOpening: false, deliveries: 0, looks: 0 };
  const [a, b] = ["A", "B"] as const;
  const boot = (sim: Table["sim"], life: Parameters<ReturnType<Player["boot"]>>[1]) =>
    player.boot(table)(sim, life);
  const table: Table = {
    ...world,
    ...counts,
    ports: new Map(),
    get nodes() {
      return nodes;
    },
  };
  const nodes: Table["nodes"] = [createNode(world.sim, a, boot), createNode(world.sim, b, boot)];
  return table;
}

async function run(
  { sim }: Table,
  command: () => (() => Promise<void>) | undefined,
): Promise<void> {
  for (let steps = 0; steps < mostSteps; steps++)
    if (sim.violations.length > 0 || !(await sim.scheduler.step(command()))) return;
  sim.violations.push("Something goes round and round.");
}

const isQuiet = ({ sim: { tables } }: Table, { cards }: Deal, next: number): boolean =>
  next === cards.length &&
  [...tables.events.values()].every(({ processed }) => processed) &&
  [...tables.effects.values()].every(({ outcome }) => outcome !== null);
