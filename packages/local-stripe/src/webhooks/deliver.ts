import type { Faults } from "../faults/plan.ts";
import { currentEvent } from "../resources/events.ts";
import type { Delivery } from "../state/records.ts";
import { noCause, type World } from "../state/world.ts";
import { newId } from "../wire/id.ts";
import { render } from "../wire/render.ts";
import { signature } from "./sign.ts";
import { isThin, thinEvent } from "./thin.ts";

/** Waits before the second, third, … try; the last one repeats. */
const retryMs = [1, 3, 10, 30, 120, 600, 3600, 4 * 3600].map((seconds) => seconds * 1000);
/** Stripe gives up after three days. */
const patienceMs = 3 * 24 * 60 * 60 * 1000;
/** An endpoint that does not answer in this time has failed. */
const timeoutMs = 10_000;
/** Enough for bursts, few enough not to drown the receiver. */
const mostAtOnce = 16;

export type Deliverer = { close(): Promise<void>; idle(): boolean };

/**
 * Sends events to their endpoints: at least once, signed, again after failures. The signature carries
 * the real time, not this clock's, because receivers compare it with theirs.
 */
export function startDelivering(world: World, faults: Faults): Deliverer {
  const running = new Set<Promise<void>>();
  const waiting: string[] = [];
  const flying = new Set<string>();
  let closed = false;

  const pump = () => {
    while (!closed && running.size < mostAtOnce) {
      const id = waiting.shift();
      if (id === undefined) return;
      if (flying.has(id)) continue;
      flying.add(id);
      const run = attempt(world, faults, id).finally(() => {
        running.delete(run);
        flying.delete(id);
        pump();
      });
      running.add(run);
    }
  };

  world.onDue("delivery", (id) => {
    const delivery = world.store.deliveries.get(id);
    if (delivery === undefined || delivery.dueAtMs > world.everybodysMs()) return;
    const delayMs = delivery.attempts === 0 ? startDelayMs(faults) : 0;
    if (delayMs > 0) {
      const dueAtMs = world.everybodysMs() + delayMs;
      const marked = { ...delivery, attempts: -1, dueAtMs };
      world.store.deliveries.put(id, marked);
      world.plan("delivery", id, dueAtMs);
      return;
    }
    waiting.push(id);
    setImmediate(pump);
  });
  for (const delivery of world.store.deliveries.values()) {
    world.plan("delivery", delivery.id, delivery.dueAtMs);
  }
  return {
    idle: () => running.size === 0 && waiting.length === 0,
    close: async () => {
      closed = true;
      await Promise.all(running);
    },
  };
}

/** Shuffling spreads events of one moment over a fifth of a second, so that they overtake each other. */
const shuffleMs: [number, number] = [0, 200];

function startDelayMs(faults: Faults): number {
  const plan = faults.plan().webhooks;
  return faults.draw(plan?.delayMs) + (plan?.shuffle === true ? faults.draw(shuffleMs) : 0);
}

async function attempt(world: World, faults: Faults, id: string): Promise<void> {
  const delivery = world.store.deliveries.get(id);
  const event = delivery && world.store.events.get(delivery.event);
  const endpoint = delivery && world.store.webhook_endpoints.get(delivery.endpoint);
  if (delivery === undefined || event === undefined || endpoint === undefined) {
    return forget(world, id);
  }
  const told = isThin(endpoint)
    ? thinEvent(event)
    : render(world.rendering, currentEvent(world, event), []);
  const body = JSON.stringify(told, null, 2);
  const seconds = Math.floor(Date.now() / 1000);
  const header = signature(body, { secret: endpoint.secret ?? "", seconds });
  const accepted = await send(endpoint.url, body, header);
  if (!accepted) return retry(world, delivery);
  const isRepeated = !delivery.isAgain && faults.happens(faults.plan().webhooks?.duplicate);
  if (!isRepeated) return forget(world, id);
  const dueAtMs = world.everybodysMs();
  const again = { ...delivery, id: newId("wd"), attempts: 1, dueAtMs, isAgain: true };
  world.run(noCause, () => {
    world.store.deliveries.drop(id);
    world.store.deliveries.put(again.id, again);
  });
  world.plan("delivery", again.id, again.dueAtMs);
}

async function send(url: string, body: string, header: string): Promise<boolean> {
  try {
    const response = await fetch(url, {
      method: "POST",
      redirect: "manual",
      headers: {
        "content-type": "application/json; charset=utf-8",
        "stripe-signature": header,
        "user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
      },
      body,
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

const forget = (world: World, id: string) =>
  world.run(noCause, () => {
    world.store.deliveries.drop(id);
  });

function retry(world: World, delivery: Delivery): void {
  const attempts = Math.max(delivery.attempts, 0) + 1;
  const waitMs = retryMs[Math.min(attempts - 1, retryMs.length - 1)] ?? 1000;
  const dueAtMs = world.everybodysMs() + waitMs;
  if (dueAtMs - delivery.firstDueAtMs > patienceMs) {
    forget(world, delivery.id);
    return;
  }
  world.run(noCause, () =>
    world.store.deliveries.put(delivery.id, { ...delivery, attempts, dueAtMs }),
  );
  world.plan("delivery", delivery.id, dueAtMs);
}
