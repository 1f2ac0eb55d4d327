import { setTimeout as pause, setImmediate as turn } from "node:timers/promises";
import { type ReceivedEvent, syncAccount } from "@idem/billing";
import type { Actor } from "@idem/domain";
import { type Database, openDatabase } from "@idem/postgres";
import { z } from "zod";
import { createRandom } from "../chaos/random.ts";
import { until } from "../world/until.ts";
import { type Card, type Deal, deal, dealIn } from "./deal.ts";
import { describeState } from "./final-state.ts";
import type { History } from "./history.ts";
import { openedBy } from "./opened-by.ts";
import { type PostgresNode, startNode } from "./postgres-nodes.ts";
import { createRecordedStripe, type RecordedStripe } from "./recorded-stripe.ts";
import { relabel, unlabel } from "./relabel.ts";
import { type Tally, tallyOf } from "./tally.ts";

const actor: Actor = { source: "customer", userId: null, requestId: null };

/** Accounts at the same time: enough that the workers of both nodes always have something to do. */
const width = 12;

export type PostgresDealing = {
  databaseUrl: string;
  deals: number;
  seed: number;
  signal?: AbortSignal;
};

/** Deals each history in turn, `deals` in all, to two nodes on a real PostgreSQL, with the order that its races give. */
export async function dealOnPostgres(
  histories: readonly History[],
  { databaseUrl, deals, seed, signal }: PostgresDealing,
): Promise<Tally> {
  const database = openDatabase({ url: databaseUrl, poolSize: 16 });
  const open = new Map<string, (events: readonly ReceivedEvent[]) => void>();
  const stripe = createRecordedStripe((events) => {
    for (const event of events) open.get(event.stripeCustomerId ?? "")?.([event]);
  });
  const random = createRandom(seed);
  const prices = histories.flatMap((history) => history.prices);
  const nodes = ["A", "B"].map((name) =>
    startNode(database, { stripe, prices, random: random.branch(name) }),
  );
  const tally = tallyOf();
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < deals; index = next++) {
      signal?.throwIfAborted();
      const history = histories[index % histories.length];
      if (history === undefined) return;
      const ending = `x${index}x`;
      const own = relabel(history, ending);
      const dealt = deal([own], seed + index);
      const play = { database, stripe, nodes, history: own, dealt };
      const state = unlabel(await playOne(play, open), ending);
      tally.count(history.name, state, seed + index);
    }
  };
  try {
    await Promise.all(Array.from({ length: width }, work));
  } finally {
    await Promise.all(nodes.map(({ stop }) => stop()));
    await database.close();
  }
  return tally;
}

type Play = {
  database: Database;
  stripe: RecordedStripe;
  nodes: readonly PostgresNode[];
  history: History;
  dealt: Deal;
};

async function playOne(
  play: Play,
  open: Map<string, (events: readonly ReceivedEvent[]) => void>,
): Promise<string> {
  const { history, dealt, database } = play;
  const { stripeCustomerId } = history.customer;
  await signUp(database, history);
  let at = 0;
  open.set(stripeCustomerId, (events) => dealIn(dealt, events, at));
  const begun: Promise<unknown>[] = [];
  const delivered = new Set<string>();
  // What we end while everything comes to rest makes events of its own.
  while (at < dealt.cards.length) {
    const card = dealt.cards[at++];
    if (card?.do === "deliver") delivered.add(card.event.id);
    if (card) begun.push(...(await begin(play, card)));
    await (dealt.random.chance(0.3) ? pause(dealt.random.between(0, 8)) : turn());
    if (at < dealt.cards.length) continue;
    await Promise.all(begun);
    await atRest(play, [...delivered]);
  }
  open.delete(stripeCustomerId);
  return stateOn(play);
}

/** Begins what a card says; answers what is under way because of it. */
async function begin({ stripe, nodes, history }: Play, card: Card): Promise<Promise<unknown>[]> {
  const node = nodes["node" in card ? card.node : 0];
  if (node === undefined) throw new Error("There are two nodes.");
  switch (card.do) {
    case "step": {
      const { step } = card;
      if (step.is === "opened") {
        const { accountId } = history;
        await syncAccount(node.ports, accountId, actor);
        await node.ports.transition({ accountId, actor }, (state) =>
          openedBy(state, step.checkout),
        );
      }
      stripe.happen(history, step);
      return [];
    }
    case "deliver":
      return [node.inbox.store(card.event)];
    case "look": {
      const { accountId } = history;
      const opened = history.steps.filter((step) => step.is === "opened").at(-1);
      const sessionId = opened?.checkout.stripeSessionId ?? "cs_none";
      return [node.billing.status({ accountId, sessionId, requestId: "req_storm" })];
    }
    // A process that ends is the business of the crash tests: both nodes live here in one.
    case "crash":
      return [];
  }
}

/** Until each event that was delivered is done, and nothing is in doubt. */
async function atRest({ database: { prisma }, history }: Play, ids: string[]): Promise<void> {
  const { accountId } = history;
  await until(
    "every event is done, and no effect in doubt",
    async () => {
      const done = await prisma.webhookEvent.count({
        where: { id: { in: ids }, processedAt: { not: null } },
      });
      const doubts = await prisma.effect.count({ where: { accountId, settledAt: null } });
      return done === ids.length && doubts === 0;
    },
    { withinMs: 30_000 },
  );
}

async function signUp({ prisma }: Database, { accountId, customer }: History): Promise<void> {
  const { email, name } = customer;
  const userId = `user_${accountId}`;
  const updatedAt = new Date();
  await prisma.user.create({
    data: { id: userId, email: `${accountId}@example.com`, name, updatedAt },
  });
  await prisma.billingAccount.create({ data: { id: accountId, userId, email, name } });
  await prisma.customer.create({ data: { accountId, ...customer } });
}

const settled = z.object({ is: z.string() }).nullable();

async function stateOn({ database: { prisma }, nodes, stripe, history }: Play): Promise<string> {
  const { accountId } = history;
  const snapshot = await nodes[0]?.ports.store.account(accountId);
  const checkouts = await prisma.checkout.findMany({
    where: { accountId },
    orderBy: { createdAt: "asc" },
  });
  const effects = await prisma.effect.findMany({ where: { accountId } });
  return describeState({
    customer: snapshot?.customer ?? null,
    subscription: snapshot?.subscription ?? null,
    checkouts: checkouts.map(({ id, status, retiredAt }) => ({
      id,
      status,
      isRetired: retiredAt !== null,
    })),
    effects: effects.map((row) => ({ ...row, outcome: settled.parse(row.outcome)?.is ?? null })),
    stripe: stripe.told(history),
  });
}
