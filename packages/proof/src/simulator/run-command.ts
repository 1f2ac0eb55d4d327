import type { AccountId } from "@idem/domain";
import { type Cast, sessionOf } from "./cast.ts";
import { type Command, times } from "./schedule.ts";
import type { Sim } from "./sim.ts";
import { start } from "./start.ts";
import { beginSubscription, deleteCustomer, expireWhatIsOver, pay } from "./stripe/by-hand.ts";
import { endSubscription } from "./stripe/end-subscription.ts";
import { prices, typedCodes } from "./stripe/prices.ts";
import type { EventObject } from "./stripe/state.ts";
import { partyOf } from "./trace.ts";

/** Does one command of a schedule. What it begins goes on among everything else. */
export async function runCommand(sim: Sim, cast: Cast, command: Command): Promise<void> {
  const { trace } = sim;
  const node = cast.nodes["node" in command && command.node === 1 ? 1 : 0];
  const party = partyOf(node.name);
  const accountId = cast.accounts["who" in command ? command.who : 0] ?? "acc_1";
  switch (command.do) {
    case "start":
      return start(sim, cast, { command, node });
    case "pay": {
      const sessionId = sessionOf(cast, accountId, command.earlier);
      if (sessionId === null) return;
      const said = pay(sim, sessionId);
      trace.tell("customer", "Stripe", () => `pay ${sessionId}: ${said}`);
      return;
    }
    case "reload": {
      const sessionId = sessionOf(cast, accountId, command.earlier);
      if (sessionId === null) return;
      trace.tell("customer", party, () => `status of ${sessionId}`);
      return node.begin("status", async ({ billing }) => {
        const answer = await billing.status({ accountId, sessionId, requestId: "req" });
        trace.tell(party, "customer", () => answer.is);
      });
    }
    case "ring":
      return ring(sim, cast, command);
    case "ring all":
      return ringAll(sim, cast);
    case "sweep":
      return node.sweep();
    case "work":
      return node.processEvents();
    case "crash":
      trace.tell(party, party, () => "✗ crashes and starts again");
      return node.crash();
    case "pass":
      return pass(sim, cast, command);
    case "cancel":
      return cancel(sim, accountId);
    case "sell in dashboard": {
      // Support knows the customers that our screens show.
      const id = sim.tables.accounts.get(accountId)?.customer?.stripeCustomerId;
      const customer = livingCustomer(sim, accountId);
      const [price] = prices;
      if (!customer || customer.id !== id || !price) return;
      trace.tell("customer", "Stripe", () => `support sells to ${customer.id} in the dashboard`);
      const { stripePriceId, unitAmount } = price;
      const sold = { customerId: customer.id, accountId, stripePriceId };
      return beginSubscription(sim, { ...sold, checkoutId: null, replaces: null }, unitAmount);
    }
    case "delete customer": {
      const customer = livingCustomer(sim, accountId);
      if (!customer) return;
      trace.tell("customer", "Stripe", () => `support deletes ${customer.id}`);
      return deleteCustomer(sim, customer.id);
    }
    case "change e-mail": {
      const row = sim.tables.accounts.get(accountId);
      if (!row || sim.tables.locks.has(accountId)) return;
      const email = `${sim.newId("mail")}@example.com`;
      trace.tell("customer", "database", () => `e-mail of ${accountId} := ${email}`);
      sim.tables.accounts.set(accountId, { ...row, account: { ...row.account, email } });
      return;
    }
    case "use up": {
      const promotion = sim.stripe.promotions.get(typedCodes[command.code] ?? "");
      if (!promotion) return;
      trace.tell("customer", "Stripe", () => `others use up ${promotion.code}`);
      sim.stripe.promotions.set(promotion.code, { ...promotion, maxRedemptions: 0 });
    }
  }
}

/** A person ends their subscription, on a screen of ours or in Stripe's portal. */
function cancel(sim: Sim, accountId: AccountId): void {
  const subscription = [...sim.stripe.subscriptions.values()].find(
    (one) => one.accountId === accountId && one.status === "active",
  );
  if (!subscription) return;
  sim.trace.tell("customer", "Stripe", () => `cancel ${subscription.id} by hand`);
  endSubscription(sim, subscription, "hand");
}

const livingCustomer = ({ stripe }: Sim, accountId: string) =>
  [...stripe.customers.values()].find((one) => one.accountId === accountId && !one.deleted);

/** A webhook arrives. It leaves the outbox when it is acknowledged, and may be delivered twice at once. */
function ring(sim: Sim, cast: Cast, { node, which, twice }: Extract<Command, { do: "ring" }>) {
  const { outbox } = sim.stripe;
  const event = outbox[which % Math.max(outbox.length, 1)];
  if (event === undefined) return;
  deliver(sim, cast, { node, event });
  if (twice) deliver(sim, cast, { node: 1 - node, event });
}

export function ringAll(sim: Sim, cast: Cast): void {
  for (const [index, event] of sim.stripe.outbox.entries())
    deliver(sim, cast, { node: index % 2, event });
}

function deliver(
  sim: Sim,
  cast: Cast,
  { node, event }: { node: number; event: EventObject },
): void {
  const door = cast.nodes[node === 1 ? 1 : 0];
  const { id, type, customerId: stripeCustomerId, createdMs: createdAtMs, payload } = event;
  sim.trace.tell("Stripe", partyOf(door.name), () => `${id} ${type}`);
  door.begin("the webhook door", async ({ inbox }) => {
    await inbox.store({ id, type, stripeCustomerId, createdAtMs, payload });
    sim.stripe.outbox = sim.stripe.outbox.filter((one) => one !== event);
    door.processEvents();
  });
}

/**
 * Time passes on one clock or both. Nothing stays on the wire for longer than a moment. When only Stripe's clock moves, ours have stood
 * still: the machines were asleep, and their processes begin again.
 */
async function pass(sim: Sim, cast: Cast, { clock, time }: Extract<Command, { do: "pass" }>) {
  const { clocks, scheduler, trace } = sim;
  const ms = times[time];
  if (time !== "moment") await scheduler.emptyTheWire();
  trace.tell("database", "Stripe", () => `⏱ ${clock}: + ${ms / 1_000} s`);
  if (clock === "both") scheduler.advance(ms);
  if (clock === "database") clocks.databaseMs += ms;
  if (clock === "stripe") {
    clocks.stripeMs += ms;
    for (const node of cast.nodes) node.crash();
  }
  expireWhatIsOver(sim);
}
