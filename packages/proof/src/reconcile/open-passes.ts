import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { type Pass, type Reconciler, reconcileStep, type Step } from "@idem/billing";
import { openDeployment } from "@idem/cli/deployment";

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
  const { reconciler, close } = openDeployment(
    {
      databaseUrl,
      stripe: { secretKey: "sk_test_world", apiBase: stripeUrl },
      publicUrl: "http://localhost",
      mailFrom: null,
      callsPerSecond: Number.POSITIVE_INFINITY,
    },
    { graceMs },
  );
  const { passes } = reconciler;
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
