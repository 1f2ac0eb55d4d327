import {
  type Billing,
  createBilling,
  type Inbox,
  type Ports,
  ProviderUnavailable,
  processEvents,
  sweepEffects,
} from "@idem/billing";
import { toCheckoutId } from "@idem/domain";
import { createInbox } from "./database/inbox.ts";
import { createJournal } from "./database/journal.ts";
import { ConnectionCut } from "./database/statement.ts";
import { createStore } from "./database/store.ts";
import { rollBack } from "./database/tables.ts";
import { createTransition } from "./database/transition.ts";
import type { Life } from "./scheduler.ts";
import type { Sim } from "./sim.ts";
import { createGateway } from "./stripe/gateway.ts";
import { prices } from "./stripe/prices.ts";

/** A process of the product: its use-cases, its sweeper and its event worker, over ports of its own. */
export type SimNode = {
  readonly name: string;
  billing(): Billing;
  inbox(): Inbox;
  /** Starts something and does not wait for it; a fault that nobody planned ends the run. */
  begin(what: string, work: () => Promise<unknown>): void;
  sweep(): void;
  processEvents(): void;
  /** Dies at once, wherever it stands, and starts again with an empty memory. */
  crash(): void;
};

export function createNode(sim: Sim, name: string): SimNode {
  let process = boot(sim, name);
  const begin = (what: string, work: () => Promise<unknown>) => {
    work().catch((error: unknown) => blame(sim, what, error));
  };
  return {
    name,
    billing: () => process.billing,
    inbox: () => process.inbox,
    begin,
    sweep: () => begin("the sweeper", () => sweepEffects(process.ports)),
    processEvents: () => begin("the worker", () => processEvents(process.ports, process.inbox)),
    crash: () => {
      const { life } = process;
      life.isAlive = false;
      sim.scheduler.drop(life);
      rollBack(sim.tables, life);
      process = boot(sim, name);
    },
  };
}

function boot(sim: Sim, name: string) {
  const life: Life = { node: name, isAlive: true };
  const transition = createTransition(sim, life);
  const ports: Ports = {
    gateway: createGateway(sim, life),
    transition,
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
  return { life, ports, billing: createBilling(ports), inbox: createInbox(sim, life) };
}

/** Cut connections are part of the schedule; everything else that is thrown is a mistake of the product. */
function blame({ violations }: Sim, what: string, error: unknown): void {
  if (error instanceof ConnectionCut || error instanceof ProviderUnavailable) return;
  violations.push(`fault: ${what}: ${String(error)}`);
}

const isPlanned = (error: string): boolean => /^(ConnectionCut|ProviderUnavailable)/.test(error);
