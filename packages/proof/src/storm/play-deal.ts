import type { ReceivedEvent } from "@idem/billing";
import { createSim } from "../simulator/create-sim.ts";
import { accountRow } from "../simulator/database/tables.ts";
import type { Flaw } from "../simulator/flaws.ts";
import { createNode } from "../simulator/node.ts";
import type { Sim } from "../simulator/sim.ts";
import { type Card, deal, dealIn } from "./deal.ts";
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
  const table: Table = {
    ...dealt,
    sim,
    stripe,
    histories,
    ports: new Map(),
    isOpening: false,
    deliveries: 0,
    looks: 0,
  };
  const boot = player.boot(table);
  const nodes = [createNode(sim, "A", boot), createNode(sim, "B", boot)] as const;
  const play = (card: Card) =>
    playCard(table, card, nodes["node" in card && card.node === 1 ? 1 : 0]);

  await run(sim, () => {
    const card = dealt.cards[next];
    if (card === undefined || table.isOpening) return undefined;
    return async () => {
      next += 1;
      play(card);
    };
  });
  const isQuiet = () => next === dealt.cards.length && isAtRest(sim, made);
  for (let round = 0; !isQuiet() && sim.violations.length === 0; round++) {
    if (round === mostRounds) sim.violations.push("Not at rest.");
    for (; next < dealt.cards.length; next++) {
      const card = dealt.cards[next];
      if (card) play(card);
    }
    // Stripe goes on until each event is acknowledged, and every node has its worker.
    for (const event of made) if (!sim.tables.events.has(event.id)) deliver(nodes[0], event);
    for (const node of nodes) {
      node.processEvents();
      node.sweep();
    }
    await run(sim, () => undefined);
    sim.scheduler.advance(roundMs);
  }
  const { deliveries, looks } = table;
  const states = histories.map((history) => player.stateOf(table, history));
  return { states, deliveries, looks, faults: sim.violations };
}

/** One thing after the other, until there is nothing left to do. */
async function run(sim: Sim, command: () => (() => Promise<void>) | undefined): Promise<void> {
  for (let steps = 0; steps < mostSteps; steps++)
    if (sim.violations.length > 0 || !(await sim.scheduler.step(command()))) return;
  sim.violations.push("Something goes round and round.");
}

const isAtRest = ({ tables }: Sim, made: readonly ReceivedEvent[]): boolean =>
  made.every(({ id }) => tables.events.get(id)?.processed === true) &&
  [...tables.effects.values()].every(({ outcome }) => outcome !== null);
