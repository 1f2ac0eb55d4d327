import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import {
  type Pass,
  type Reconciler,
  reconcileStep,
  routeEffects,
  type Step,
  withoutLetters,
} from "@idem/billing";
import { toCheckoutId } from "@idem/domain";
import { writeLetters } from "@idem/mail";
import {
  createCatalogue,
  createJournal,
  createLane,
  createReconciliations,
  createStore,
  createTransition,
  openDatabase,
} from "@idem/postgres";
import { createGateway, createStripeLists, openStripe } from "@idem/stripe";

export type Worker = {
  reconciler: Reconciler;
  /** Called by a name of its own. */
  step(): Promise<Step>;
  /** Begins a pass, or joins the one that runs, and works on it until it has come to its end. */
  pass(): Promise<Pass>;
} & AsyncDisposable;

export type WorkerOptions = {
  databaseUrl: string;
  stripeUrl: string;
  graceMs?: number;
  /** How long to wait, at least, where another worker has the pass. */
  pollMs?: number;
};

/** A node that does nothing but work on passes, on real parts: the time between two looks is as short as a test likes. */
export function openWorker({
  databaseUrl,
  stripeUrl,
  graceMs = 100,
  pollMs = 10,
}: WorkerOptions): Worker {
  const { prisma, close } = openDatabase({ url: databaseUrl, poolSize: 6 });
  const stripe = openStripe({ secretKey: "sk_test_world", apiBase: stripeUrl });
  const publicUrl = "http://localhost";
  const toStripe = createGateway(stripe, { publicUrl, nowMs: Date.now });
  const mail = writeLetters({ from: "billing@idem.example", publicUrl });
  const gateway = { ...toStripe, ...routeEffects({ stripe: toStripe, mail }) };
  const lane = createLane(2);
  const { encode } = gateway;
  const transition = createTransition(prisma, { encode, lane, now: () => new Date() });
  const passes = createReconciliations(prisma);
  const reconciler: Reconciler = {
    ports: {
      gateway,
      transition: withoutLetters(transition),
      journal: createJournal(prisma, { transition, encode, lane }),
      store: createStore(prisma),
      catalogue: createCatalogue(prisma),
      meter: { customer: () => {}, effect: () => {}, webhook: () => {} },
      log: { info: () => {}, warn: () => {} },
      nowMs: Date.now,
      newCheckoutId: () => toCheckoutId("chk_none"),
      pause: (ms) => pause(ms),
    },
    lists: createStripeLists(stripe),
    passes,
    inPace: (read) => read(),
    graceMs,
  };
  const worker = randomUUID();
  const step = () => reconcileStep(reconciler, worker);
  return {
    reconciler,
    step,
    pass: async () => {
      const { id } = await passes.begin("a test");
      for (;;) {
        const done = await step();
        if (done.is === "waiting") await pause(done.forMs);
        if (done.is !== "idle" && done.is !== "finished") continue;
        const pass = await passes.read(id);
        if (pass.state !== "RUNNING") return pass;
        await pause(pollMs);
      }
    },
    [Symbol.asyncDispose]: close,
  };
}
