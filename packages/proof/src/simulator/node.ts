import {
  actOnSubscription,
  type Billing,
  createBilling,
  type Inbox,
  type Ports,
  ProviderUnavailable,
  processEvents,
  type Reconciler,
  reconcileStep,
  routeEffects,
  sweepEffects,
  withoutLetters,
} from "@idem/billing";
import { toCheckoutId } from "@idem/domain";
import type { SimActions } from "./act.ts";
import { createInbox } from "./database/inbox.ts";
import { createJournal } from "./database/journal.ts";
import { createReconciliations } from "./database/reconciliations.ts";
import { ConnectionCut } from "./database/statement.ts";
import { createStore } from "./database/store.ts";
import { rollBack } from "./database/tables.ts";
import { createTransition } from "./database/transition.ts";
import { createMail } from "./mail/create-mail.ts";
import type { Life } from "./scheduler.ts";
import type { Sim } from "./sim.ts";
import { createGateway } from "./stripe/gateway.ts";
import { createLists } from "./stripe/lists.ts";
import { prices } from "./stripe/prices.ts";

/** What runs in one process: the product, or an exhibit of the museum in its place. */
export type Program = {
  billing: Pick<Billing, "start" | "status">;
  /** What an exhibit of the museum does not have. */
  actions?: SimActions;
  inbox: Pick<Inbox, "store">;
  sweep(): Promise<unknown>;
  processEvents(): Promise<unknown>;
  /** Works on a pass over all accounts until it has come to its end. */
  reconcile?(): Promise<unknown>;
};

export type Boot = (sim: Sim, life: Life) => Program;

export type SimNode = {
  readonly name: string;
  /** Starts something and does not wait for it; a fault that nobody planned ends the run. */
  begin(what: string, work: (program: Program) => Promise<unknown>): void;
  sweep(): void;
  processEvents(): void;
  reconcile(): void;
  /** Dies at once, wherever it stands, and starts again with an empty memory. */
  crash(): void;
};

export function createNode(sim: Sim, name: string, boot: Boot): SimNode {
  let life: Life = { node: name, isAlive: true };
  let program = boot(sim, life);
  const begin: SimNode["begin"] = (what, work) => {
    work(program).catch((error: unknown) => blame(sim, what, error));
  };
  return {
    name,
    begin,
    sweep: () => begin("the sweeper", ({ sweep }) => sweep()),
    processEvents: () => begin("the worker", ({ processEvents: work }) => work()),
    reconcile: () => begin("the pass", async ({ reconcile }) => reconcile?.()),
    crash: () => {
      life.isAlive = false;
      sim.scheduler.drop(life);
      rollBack(sim.tables, life);
      life = { node: name, isAlive: true };
      program = boot(sim, life);
    },
  };
}

/** The product: its use-cases, its sweeper and its event worker, over ports of its own. */
export const bootIdem: Boot = (sim, life) => {
  const ports = portsOf(sim, life);
  const lists = createLists(sim, life);
  const passes = createReconciliations(sim, life);
  const worker = sim.newId("worker");
  return {
    ...programOf(ports, createInbox(sim, life), () => hasLettersDue(sim)),
    reconcile: () =>
      workOnPass({ ports, lists, passes, inPace: (read) => read(), graceMs }, worker),
  };
};

/** Longer than a moment, which is what a bell and its work take here. */
const graceMs = 5_000;

async function workOnPass(reconciler: Reconciler, worker: string): Promise<void> {
  await reconciler.passes.begin("the simulator");
  for (;;) {
    const step = await reconcileStep(reconciler, worker);
    if (step.is === "idle" || step.is === "finished") return;
    if (step.is === "waiting") await reconciler.ports.pause(step.forMs);
  }
}

/** What the product stands on in one life of a node. */
export function portsOf(sim: Sim, life: Life): Ports {
  const transition = createTransition(sim, life);
  const stripe = createGateway(sim, life);
  return {
    gateway: { ...stripe, ...routeEffects({ stripe, mail: createMail(sim, life) }) },
    transition: sim.hasLetters ? transition : withoutLetters(transition),
    journal: createJournal(sim, life, transition),
    store: createStore(sim, life),
    catalogue: {
      plans: async () => [],
      price: async (id) => prices.find((price) => price.id === id) ?? null,
      priceByStripeId: async (id) => prices.find((price) => price.stripePriceId === id) ?? null,
    },
    meter: { customer: () => {}, effect: () => {}, webhook: () => {} },
    log: {
      info: () => {},
      warn: ({ error }, message) => {
        if (typeof error === "string" && !isPlanned(error))
          sim.violations.push(`fault: ${message}: ${error}`);
      },
    },
    nowMs: () => sim.clocks.databaseMs,
    newCheckoutId: () => toCheckoutId(sim.newId("chk")),
    pause: (ms) => sim.scheduler.sleep(life, ms),
  };
}

export function programOf(ports: Ports, inbox: Inbox, hasLetters = () => false): Program {
  return {
    billing: createBilling(ports),
    actions: {
      act: ({ actionId, subscriptionId, action, ...request }) =>
        actOnSubscription(ports, {
          accountId: request.accountId,
          actor: { source: "customer", userId: request.userId, requestId: request.requestId },
          asked: { actionId, subscriptionId, action },
        }),
    },
    inbox,
    sweep: async () => {
      await sweepEffects(ports, "stripe");
      // A sweep that finds none would only take turns from those who race.
      if (hasLetters()) await sweepEffects(ports, "mail");
    },
    processEvents: () => processEvents(ports, inbox),
  };
}

const hasLettersDue = ({ tables, clocks }: Sim): boolean =>
  [...tables.effects.values()].some(
    ({ intent, outcome, leaseUntilMs }) =>
      intent.kind === "email.send" && outcome === null && leaseUntilMs < clocks.databaseMs,
  );

/** Cut connections are part of the schedule; everything else that is thrown is a mistake of the product. */
function blame({ violations }: Sim, what: string, error: unknown): void {
  if (error instanceof ConnectionCut || error instanceof ProviderUnavailable) return;
  violations.push(`fault: ${what}: ${String(error)}`);
}

const isPlanned = (error: string): boolean => /^(ConnectionCut|ProviderUnavailable)/.test(error);
