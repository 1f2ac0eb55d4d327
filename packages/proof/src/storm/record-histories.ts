import { randomUUID } from "node:crypto";
import { isBell, type Ports, type ReceivedEvent } from "@idem/billing";
import type { Checkout, Customer, SellablePrice } from "@idem/domain";
import { verifyWebhook } from "@idem/stripe";
import Stripe from "stripe";
import { sendEvent } from "../world/send-event.ts";
import { type Person, signUp } from "../world/sign-up.ts";
import { startReady } from "../world/start.ts";
import { startWorld, type World, type WorldOptions } from "../world/start-world.ts";
import { until } from "../world/until.ts";
import type { Ending, History, Step, Truths } from "./history.ts";
import { type Scene, scenes } from "./scenes.ts";
import type { Stage } from "./stage.ts";

/**
 * Plays every scene on real parts: the product over HTTP, PostgreSQL, the local Stripe. Nothing is delivered, so that
 * the events that Stripe made can be dealt otherwise later. Takes some seconds.
 */
export async function recordHistories(database?: WorldOptions["database"]): Promise<History[]> {
  const { promise: ports, resolve } = Promise.withResolvers<Ports>();
  const world = await startWorld({
    webhooks: false,
    decorate: (parts) => {
      resolve(parts);
      return parts;
    },
    ...(database ? { database } : {}),
  });
  try {
    const histories: History[] = [];
    for (const scene of scenes) histories.push(await record({ world, ports: await ports }, scene));
    return histories;
  } finally {
    await world.close();
  }
}

type Studio = { world: World; ports: Ports };

async function record({ world, ports }: Studio, scene: Scene): Promise<History> {
  const person = await signUp(world.url);
  const { accountId } = person;
  const account = () => ports.store.account(accountId);
  const [steps, endings]: [Step[], Record<string, Ending>] = [[], {}];
  const sessions: Checkout["stripeSessionId"][] = [];
  const tape = followEvents(world.stripe);
  await tape.next(null);

  async function truths(): Promise<Truths> {
    const { stripeCustomerId } = customerOf((await account()).customer);
    const seen = await Promise.all(
      sessions.map((id) => (id === null ? null : ports.gateway.session(id))),
    );
    return {
      subscriptions: await ports.gateway.subscriptions(stripeCustomerId),
      sessions: seen.filter((session) => session !== null),
      events: await tape.next(stripeCustomerId),
    };
  }

  const stage: Stage = {
    stripe: world.stripe,
    open: async (choice) => {
      await startReady(person, choice);
      const checkout = (await account()).checkouts.find(({ status }) => status === "OPEN");
      if (!checkout?.stripeSessionId) throw new Error("A checkout that is ready has a session.");
      sessions.push(checkout.stripeSessionId);
      steps.push({ is: "opened", checkout, ...(await truths()) });
      return checkout.stripeSessionId;
    },
    pay: (session, card) => world.control.pay(session, card),
    happens: async (what, work) => {
      await work();
      steps.push({ is: "happened", what, ...(await truths()) });
    },
    look: async () => {
      await ring(world, customerOf((await account()).customer));
      // What differs from the last step is our own doing.
      const { subscriptions, events } = await truths();
      const before = steps.at(-1)?.subscriptions ?? [];
      const [ended, ...others] = subscriptions.filter(
        ({ stripeSubscriptionId: id, status }) =>
          endings[id] === undefined &&
          before.find((one) => one.stripeSubscriptionId === id)?.status !== status,
      );
      if (others.length > 0) throw new Error(`${scene.name}: more than one was ended in one look.`);
      if (ended) endings[ended.stripeSubscriptionId] = { subscription: ended, events };
    },
    pass: (ms) => world.control.advanceClock(ms),
    customer: async () => customerOf((await account()).customer).stripeCustomerId,
    priceAtStripe: async (priceId) => (await ports.catalogue.price(priceId))?.stripePriceId ?? "",
  };
  await scene.play(stage);
  await stage.look();
  const { customer, subscription } = await account();
  return {
    name: scene.name,
    accountId,
    customer: customerOf(customer),
    prices: await pricesOf(ports, steps),
    steps,
    endings,
    outcome: {
      subscription: subscription && {
        id: subscription.stripeSubscriptionId,
        status: subscription.status,
      },
      checkouts: await statuses(world, person),
    },
  };
}

/** Rings as Stripe does, and waits until the worker is done with it. */
async function ring(world: World, { stripeCustomerId }: Customer): Promise<void> {
  const id = `evt_${randomUUID()}`;
  await sendEvent(world.url, { id, customer: stripeCustomerId });
  await until(
    "the product has looked",
    async () => (await world.prisma.webhookEvent.findUnique({ where: { id } }))?.processedAt,
    { withinMs: 8_000 },
  );
}

/** Stripe's own feed of events, read on from where it was read last; as the webhook door takes them. */
function followEvents(stripe: Stripe) {
  const known = new Set<string>();
  return {
    next: async (customerId: string | null): Promise<ReceivedEvent[]> => {
      const fresh: ReceivedEvent[] = [];
      for await (const event of stripe.events.list({ limit: 100 })) {
        if (known.has(event.id)) break;
        fresh.unshift(received(event));
      }
      for (const { id } of fresh) known.add(id);
      // What the webhook door stores.
      return fresh.filter(
        ({ stripeCustomerId, type }) => stripeCustomerId === customerId && isBell(type),
      );
    },
  };
}

function received(event: Stripe.Event): ReceivedEvent {
  const [body, secret] = [JSON.stringify(event), "whsec_storm"];
  const signature = Stripe.webhooks.generateTestHeaderString({ payload: body, secret });
  const verdict = verifyWebhook({ body, signature }, { secrets: [secret], nowMs: Date.now() });
  if (verdict.is === "refused") throw new Error(verdict.reason);
  return verdict.event;
}

async function pricesOf({ catalogue }: Ports, steps: Step[]): Promise<SellablePrice[]> {
  const ids = steps.flatMap(({ subscriptions }) =>
    subscriptions.flatMap(({ stripePriceId, scheduledPhase }) =>
      scheduledPhase === null ? [stripePriceId] : [stripePriceId, scheduledPhase.stripePriceId],
    ),
  );
  const prices = await Promise.all([...new Set(ids)].map((id) => catalogue.priceByStripeId(id)));
  return prices.filter((price) => price !== null);
}

async function statuses({ prisma }: World, { accountId }: Person): Promise<string[]> {
  const rows = await prisma.checkout.findMany({
    where: { accountId },
    orderBy: { createdAt: "asc" },
  });
  return rows.map(({ id, status }) => `${id} ${status}`).toSorted();
}

function customerOf(customer: Customer | null): Customer {
  if (customer === null) throw new Error("Whoever has a checkout has a customer.");
  return customer;
}
