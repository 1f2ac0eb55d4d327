import { setTimeout as pause } from "node:timers/promises";
import {
  createBilling,
  type Inbox,
  type Ports,
  processEvents,
  sweepEffects,
  withoutLetters,
} from "@idem/billing";
import { type SellablePrice, toCheckoutId } from "@idem/domain";
import {
  createInbox,
  createJournal,
  createLane,
  createStore,
  createTransition,
  type Database,
} from "@idem/postgres";
import type { Random } from "../chaos/random.ts";
import { encode } from "../simulator/stripe/encode.ts";
import type { RecordedStripe } from "./recorded-stripe.ts";

export type PostgresNode = {
  ports: Ports;
  inbox: Inbox;
  billing: ReturnType<typeof createBilling>;
  /** Works until it is told to stop. */
  stop(): Promise<void>;
};

/** Some answers are so slow that others are done meanwhile: they have grown old on their way. */
const [slowShare, slowMs, quickMs, idleMs] = [0.2, 25, 2, 5];

/** One node of the product on a real database, with its workers, and Stripe as it was recorded. */
export function startNode(
  { prisma, pool }: Database,
  { stripe, prices, random }: { stripe: RecordedStripe; prices: SellablePrice[]; random: Random },
): PostgresNode {
  const lane = createLane(4);
  const transition = createTransition(prisma, { encode, lane, now: () => new Date() });
  const inbox = createInbox({ pool }, () => {});
  const ports: Ports = {
    gateway: stripe.gateway({
      arrives: () => pause(random.between(0, quickMs)),
      returns: () => pause(random.chance(slowShare) ? slowMs : random.between(0, quickMs)),
    }),
    transition: withoutLetters(transition),
    journal: createJournal(prisma, { transition, encode, lane }),
    store: createStore(prisma),
    catalogue: {
      plans: async () => [],
      price: async () => null,
      priceByStripeId: async (id) => prices.find((price) => price.stripePriceId === id) ?? null,
    },
    meter: { customer: () => {}, effect: () => {}, webhook: () => {} },
    log: { info: () => {}, warn: () => {} },
    nowMs: Date.now,
    newCheckoutId: () => toCheckoutId("chk_none"),
    pause: (ms) => pause(ms),
  };
  let isStopping = false;
  const repeat = async (task: () => Promise<number>): Promise<void> => {
    while (!isStopping) if ((await task()) === 0) await pause(idleMs);
  };
  const loops = [
    repeat(() => processEvents(ports, inbox)),
    repeat(() => processEvents(ports, inbox)),
    repeat(() => sweepEffects(ports, "stripe")),
  ];
  return {
    ports,
    inbox,
    billing: createBilling(ports),
    stop: async () => {
      isStopping = true;
      await Promise.all(loops);
      await inbox.close();
    },
  };
}
