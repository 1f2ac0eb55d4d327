import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import {
  type FoundDrift,
  type Pass,
  ProviderUnavailable,
  type Reconciler,
  reconcileStep,
  type Step,
} from "@idem/billing";
import type { Finding } from "./finding.ts";
import { createProgress } from "./progress.ts";

export type ReconcileOptions = {
  json: true | undefined;
  /** Ctrl-C: the pass stops between two steps, and whoever takes it next goes on there. */
  signal: AbortSignal;
  progress: (line: string) => void;
};

/** Whoever works on the pass meanwhile is asked so often how far it is. */
const pollMs = 500;

/** While Stripe does not answer it is asked after 1, 2, 4 … s; ten minutes without an answer are a failure. */
const [firstPauseMs, longestPauseMs, patienceMs] = [1_000, 30_000, 600_000];

const mostShown = 20;

/**
 * Compares every account with Stripe: begins a pass, or joins the one that runs, and works on it, or watches the node that
 * does. Drift is a finding, also when it was healed. Throws when the pass failed, or was stopped.
 */
export async function reconcile(
  reconciler: Reconciler,
  { json, signal, progress }: ReconcileOptions,
): Promise<Finding> {
  const { passes } = reconciler;
  const worker = randomUUID();
  const { id } = await passes.begin("the command line");
  const lineOf = createProgress(() => performance.now());
  try {
    for (;;) {
      const step = await patiently(() => reconcileStep(reconciler, worker), { signal, progress });
      const pass = step.is === "idle" || step.is === "finished" ? await passes.read(id) : step.pass;
      if (pass.state !== "RUNNING") return tell(pass, await passes.found(id, mostShown), json);
      progress(lineOf(pass, step.is));
      const restMs = restOf(step);
      if (restMs > 0) await pause(restMs, null, { signal });
      signal.throwIfAborted();
    }
  } catch (error) {
    const held = signal.aborted ? await passes.claim(worker) : null;
    if (held !== null) await passes.release(held);
    if (!signal.aborted) throw error;
    throw new Error("Stopped. The pass goes on where it was when a node or this command takes it.");
  }
}

function restOf(step: Step): number {
  switch (step.is) {
    case "worked":
    case "finished":
      return 0;
    case "idle":
      return pollMs;
    case "waiting":
      return Math.min(step.forMs, pollMs);
  }
}

async function patiently(
  work: () => Promise<Step>,
  { signal, progress }: Pick<ReconcileOptions, "signal" | "progress">,
): Promise<Step> {
  const beganMs = performance.now();
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      return await work();
    } catch (error) {
      const isPatient = performance.now() - beganMs < patienceMs;
      if (!(error instanceof ProviderUnavailable) || !isPatient) throw error;
      progress(`${error.message} Asking again in ${pauseMs / 1_000} s.`);
      await pause(pauseMs, null, { signal });
    }
  }
}

function tell(pass: Pass, found: FoundDrift[], json: true | undefined): Finding {
  if (pass.state === "FAILED") throw new Error(pass.note ?? "The pass failed.");
  const { healed, kept } = pass;
  const isFine = healed + kept === 0;
  if (json) return { text: JSON.stringify({ ...pass, drifts: found }), isFine };
  const lines = [summary(pass), ...found.map(lineOfDrift)];
  if (healed + kept > found.length) lines.push(`and ${healed + kept - found.length} more: drift`);
  return { text: lines.join("\n"), isFine };
}

function summary({ listed, looks, healed, kept, missedWebhooks, ...pass }: Pass): string {
  const seconds = Math.round(((pass.finishedAtMs ?? pass.startedAtMs) - pass.startedAtMs) / 1_000);
  const cost = `${listed.toLocaleString("en-US")} objects listed, ${looks} looks, ${seconds} s`;
  if (healed + kept === 0) return `Every account is as Stripe has it · ${cost}`;
  const missed =
    missedWebhooks === 0 ? "" : ` · of ${missedWebhooks} a webhook should have told, and none did`;
  return `${healed + kept} differed from Stripe: ${healed} healed, ${kept} kept for people${missed} · ${cost}`;
}

function lineOfDrift({ subject, outcome, differences, note }: FoundDrift): string {
  const fields = differences.map(
    ({ field, ours, stripes }) => `${field} ${JSON.stringify(ours)} → ${JSON.stringify(stripes)}`,
  );
  return `${outcome.padEnd(6)} ${subject}  ${fields.join(", ")}${outcome === "kept" ? `  ${note}` : ""}`;
}
