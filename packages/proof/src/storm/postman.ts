import type Stripe from "stripe";
import { sendEvent } from "../world/send-event.ts";
import type { World } from "../world/start-world.ts";

/** How one event is delivered: after how many more steps, how often, in which order, to which node. */
export type Habit = { lateBy: number; copies: number; order: number; node: number };

type Letter = { event: Stripe.Event; dueAt: number; order: number; node: number };

export type Postman = {
  /** Takes what Stripe has to tell about the customer since the last time: a step has been made. */
  collect(): Promise<void>;
  /** Sends what is due, and does not wait for it. */
  deliverDue(): void;
  /** Sends all that is left, and waits until everything that was ever sent is acknowledged. */
  deliverAll(): Promise<void>;
};

/** Delivers a customer's events by habits, over and over: late, more than once, in another order. */
export function createPostman(
  { stripe }: World,
  {
    urls,
    habits,
    customerId,
  }: { urls: readonly string[]; habits: readonly Habit[]; customerId: string },
): Postman {
  const known = new Set<string>();
  const sent: Promise<void>[] = [];
  let letters: Letter[] = [];
  let step = 0;

  async function send({ event, node }: Letter): Promise<void> {
    const { status } = await sendEvent(urls[node] ?? "", { payload: event });
    if (status !== 200) throw new Error(`${event.id} was answered ${status}.`);
  }

  function deliver(isDue: (letter: Letter) => boolean): void {
    const due = letters.filter(isDue).toSorted((a, b) => a.order - b.order);
    letters = letters.filter((letter) => !isDue(letter));
    sent.push(...due.map(send));
  }

  return {
    collect: async () => {
      step += 1;
      for await (const event of stripe.events.list({ limit: 100 })) {
        if (known.has(event.id)) break;
        known.add(event.id);
        if (!isAbout(event, customerId)) continue;
        const habit = habits[known.size % habits.length];
        if (habit === undefined) continue;
        const { lateBy, copies, order, node } = habit;
        for (let copy = 0; copy < copies; copy++)
          letters.push({ event, dueAt: step + lateBy * (copy + 1), order: order + copy, node });
      }
    },
    deliverDue: () => deliver(({ dueAt }) => dueAt <= step),
    deliverAll: async () => {
      deliver(() => true);
      await Promise.all(sent);
    },
  };
}

const isAbout = ({ data: { object } }: Stripe.Event, customerId: string): boolean =>
  ("customer" in object && object.customer === customerId) ||
  ("id" in object && object.id === customerId);
