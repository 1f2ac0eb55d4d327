import type { AccountId } from "@idem/domain";
import { act } from "./act.ts";
import { type Cast, sessionOf } from "./cast.ts";
import { type Command, times } from "./schedule.ts";
import type { Sim } from "./sim.ts";
import { start } from "./start.ts";
import { beginSubscription, deleteCustomer, expireWhatIsOver, pay } from "./stripe/by-hand.ts";
import { emit } from "./stripe/emit.ts";
import { endSubscription } from "./stripe/end-subscription.ts";
import { prices, typedCodes } from "./stripe/prices.ts";
import { cancelLater, renew } from "./stripe/renew.ts";
import { type EventObject, isLiving } from "./stripe/state.ts";
import { answerAsking, takeTurn } from "./told.ts";
import { partyOf } from "./trace.ts";

/** Does one command of a schedule. What it begins goes on among everything else. */
export async function runCommand(sim: Sim, cast: Cast, command: Command): Promise<void> {
  const { trace } = sim;
  const node = cast.nodes["node" in command && command.node === 1 ? 1 : 0];
  const party = partyOf(node.name);
  const accountId = cast.accounts["who" in command ? command.who : 0] ?? "acc_1";
  if (changesSubscription.has(command.do)) takeTurn(cast, accountId);
  switch (command.do) {
    case "start":
      return start(sim, cast, { command, node });
    case "act":
      return act(sim, cast, { command, node });
    case "pay": {
      const sessionId = sessionOf(cast, accountId, command.earlier);
      if (sessionId === null) return;
      const said = pay(sim, sessionId);
      trace.tell("customer", "Stripe", () => `pay ${sessionId}: ${said}`);
      return;
    }
    case "decline": {
      const sessionId = sessionOf(cast, accountId, command.earlier);
      const session = sessionId && sim.stripe.sessions.get(sessionId);
      if (!session) return;
      trace.tell("customer", "Stripe", () => `pay ${session.id}: the card is declined`);
      return emit(sim, "charge.failed", session.customerId);
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
    case "lose bells":
      trace.tell(
        "Stripe",
        party,
        () => `✗ ${sim.stripe.outbox.length} webhooks are never delivered`,
      );
      sim.stripe.outbox = [];
      cast.hasLostBells = true;
      return;
    case "reconcile":
      return node.reconcile();
    case "sweep":
      return node.sweep();
    case "work":
      return node.processEvents();
    case "crash":
      trace.tell(party, party, () => "✗ crashes and starts again");
      thaw(sim, cast, node.name);
      for (const asking of cast.asking)
        if (asking.node === node.name) answerAsking(sim, cast, { asking, answer: null });
      return node.crash();
    case "freeze":
      trace.tell(party, party, () => "stands still");
      cast.frozen.add(node.name);
      return sim.scheduler.freeze(cast.frozen);
    case "thaw":
      trace.tell(party, party, () => "goes on");
      return thaw(sim, cast, node.name);
    case "wait":
      return sim.scheduler.comeToRest();
    case "pass":
      return pass(sim, cast, command);
    case "cancel":
    case "cancel later":
    case "renew":
      return live(sim, accountId, command);
    case "sell in dashboard": {
      // Support knows the customers that our screens show.
      const id = sim.tables.accounts.get(accountId)?.customer?.stripeCustomerId;
      const customer = livingCustomer(sim, accountId);
      const [price] = prices;
      if (!customer || customer.id !== id || !price) return;
      trace.tell("customer", "Stripe", () => `support sells to ${customer.id} in the dashboard`);
      const { stripePriceId, unitAmount } = price;
      const sold = { customerId: customer.id, accountId, stripePriceId };
      const all = { ...sold, checkoutId: null, replaces: null };
      const isTrial = command.isTrial === true;
      return beginSubscription(sim, all, isTrial ? 0 : unitAmount, isTrial);
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
      const contactVersion = row.account.contactVersion + 1;
      const account = { ...row.account, email, contactVersion };
      sim.tables.accounts.set(accountId, { ...row, account });
      sim.tables.emails.get(accountId)?.push(email);
      return;
    }
    case "use up": {
      const promotion = sim.stripe.promotions.get(typedCodes[command.code] ?? "");
      if (!promotion) return;
      trace.tell("customer", "Stripe", () => `others use up ${promotion.code}`);
      sim.stripe.promotions.set(promotion.code, { ...promotion, maxRedemptions: 0 });
      return;
    }
    case "tax":
      trace.tell("customer", "Stripe", () => `tax is switched ${command.isOn ? "on" : "off"}`);
      sim.stripe.taxAmount = command.isOn ? taxAmount : 0;
  }
}

/** What may change a subscription beside the buttons of its page. */
const changesSubscription: ReadonlySet<Command["do"]> = new Set([
  "pay",
  "cancel",
  "cancel later",
  "renew",
  "sell in dashboard",
  "delete customer",
] as const);

function thaw(sim: Sim, { frozen }: Cast, node: string): void {
  frozen.delete(node);
  sim.scheduler.freeze(frozen);
}

/** Unlike every difference of prices and codes, so that no two totals are the same by chance. */
const taxAmount = 7;

type Life = Extract<Command, { do: "cancel" | "cancel later" | "renew" }>;

/** What becomes of a subscription by itself, or by a person on a screen of ours or in Stripe's portal. */
function live(sim: Sim, accountId: AccountId, command: Life): void {
  const subscription = [...sim.stripe.subscriptions.values()].find(
    (one) => one.accountId === accountId && isLiving(one),
  );
  if (!subscription) return;
  const paid = command.do === "renew" ? (command.isPaid ? ": paid" : ": not paid") : "";
  sim.trace.tell("customer", "Stripe", () => `${command.do} ${subscription.id}${paid}`);
  switch (command.do) {
    case "cancel":
      endSubscription(sim, subscription, "hand");
      break;
    case "cancel later":
      cancelLater(sim, subscription);
      break;
    case "renew":
      renew(sim, subscription, command.isPaid);
  }
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

/** In turn to those that answer. */
export function ringAll(sim: Sim, cast: Cast): void {
  const awake = [0, 1].filter((at) => !cast.frozen.has(cast.nodes[at === 1 ? 1 : 0].name));
  for (const [index, event] of sim.stripe.outbox.entries())
    deliver(sim, cast, { node: awake[index % awake.length] ?? 0, event });
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
    await inbox.store({ id, type, stripeCustomerId, related: null, createdAtMs, payload });
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
    for (const node of cast.nodes) {
      thaw(sim, cast, node.name);
      node.crash();
    }
  }
  expireWhatIsOver(sim);
}
