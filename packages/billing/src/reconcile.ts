import type { Ports } from "./ports/ports.ts";
import type { HeldPass, Pass, Reconciliations } from "./ports/reconciliations.ts";
import type { StripeLists } from "./ports/stripe-lists.ts";
import { readPage } from "./reconcile-page.ts";
import { lookAtSuspect } from "./reconcile-suspect.ts";

/** What a pass is worked with. */
export type Reconciler = {
  ports: Ports;
  lists: StripeLists;
  passes: Reconciliations;
  /** Holds each read of Stripe back until its time has come, behind those that somebody waits for. */
  inPace: <T>(read: () => Promise<T>) => Promise<T>;
  /** How long a difference must last to be called drift, ms: longer than a webhook takes from Stripe to our rows. */
  graceMs: number;
};

/** A minute: webhooks take seconds, also when Stripe or a node has a bad moment. */
export const usualGraceMs = 60_000;

export type Step =
  /** No pass runs, or another worker has it. */
  | { is: "idle" }
  | { is: "worked"; pass: Pass }
  /** Nothing to do but to wait for the second look. */
  | { is: "waiting"; pass: Pass; forMs: number }
  | { is: "finished"; pass: Pass };

/**
 * One step of the running pass: a look at those it doubts, or a page of a list. All that it knows is in rows and is kept
 * step by step, so whoever takes the next step, on whatever node, after whatever crash, goes on from there.
 *
 * Healthy accounts cost a hundredth of a read for each of their objects, and nothing of them is written. Accounts that
 * seem to differ are looked at; what differs in the same way at two looks, `graceMs` apart, is drift: recorded with its
 * differences, and healed by the one answer to everything, `syncAccount`.
 *
 * @throws ProviderUnavailable when Stripe does not answer, 429 included: the caller waits and takes the step again.
 */
export async function reconcileStep(reconciler: Reconciler, worker: string): Promise<Step> {
  const { passes } = reconciler;
  const pass = await passes.claim(worker);
  if (pass === null) return { is: "idle" };
  const suspects = await passes.due(pass, looksAtOnce);
  if (suspects.length > 0) {
    const looks = await Promise.allSettled(
      suspects.map((suspect) => lookAtSuspect(reconciler, pass, suspect)),
    );
    for (const look of looks) if (look.status === "rejected") throw look.reason;
    return { is: "worked", pass };
  }
  if (pass.stage === "looks") return settle(reconciler, pass);
  const page = await readPage(reconciler, pass);
  if (page.is === "broken off") return end(reconciler, pass, page.note);
  await passes.keepPage(pass, page);
  return { is: "worked", pass };
}

/** As few as leave buyers and webhooks their turn in the pace, as many as make up for Stripe's time to answer. */
const looksAtOnce = 10;

async function settle(reconciler: Reconciler, pass: HeldPass): Promise<Step> {
  const forMs = await reconciler.passes.nextDueInMs(pass);
  return forMs === null ? end(reconciler, pass, null) : { is: "waiting", pass, forMs };
}

async function end(
  { passes, ports }: Reconciler,
  held: HeldPass,
  note: string | null,
): Promise<Step> {
  const state = note === null ? "FINISHED" : "FAILED";
  const pass = await passes.finish(held, { state, note });
  const { listed, looks, inFlight, healed, kept, missedWebhooks, lastEventAtMs } = pass;
  const found = { reconciliation: pass.id, listed, looks, inFlight, healed, kept, missedWebhooks };
  if (note !== null) ports.log.warn(found, note);
  else if (healed + kept > 0) ports.log.warn(found, "Accounts differed from Stripe");
  else ports.log.info(found, "Every account is as Stripe has it");
  if (missedWebhooks > 0)
    ports.log.warn(
      { missedWebhooks, lastEventAtMs },
      lastEventAtMs === null
        ? "No webhook has come for two days although some should have: is the endpoint registered?"
        : "Changes at Stripe of which no webhook told: does the endpoint ask for all of its events?",
    );
  return { is: "finished", pass };
}
