import type { Actor, EffectIntent, Outcome } from "@idem/domain";
import { ProviderUnavailable, type System } from "./ports/gateway.ts";
import type { Journal, RecordedEffect } from "./ports/journal.ts";
import type { Permit } from "./ports/permit.ts";

/** Any effects and any system: billing's own by default. */
export type OncePorts<Intent extends { kind: string } = EffectIntent, Who = Actor> = {
  journal: Pick<Journal<Intent, Who>, "claim" | "settle" | "renew">;
  gateway: Pick<System<Intent>, "send" | "look">;
  pause: (ms: number) => Promise<void>;
};

export type OnceResult =
  | { outcome: Outcome; by: "us" | "another" }
  | { outcome: null; cause: string };

/**
 * Does one thing in a foreign system exactly once, whoever asks, however often, on however many nodes.
 *
 *   claim   the row is committed, with its key and its bytes, before the first byte leaves
 *   send    with that key and those bytes, so two who send are one to Stripe
 *   settle  the first writer wins; everybody returns the winner's outcome
 *
 * Exactly once as far as the system lets us: one without keys that cannot be asked either gets it at least once.
 *
 * The answer `null` means unknown: the row stays, nothing is released, no new key is made, and the sweeper goes on with
 * it. "Unknown" never turns into "go ahead and create".
 */
export async function once<Intent extends { kind: string }, Who>(
  ports: OncePorts<Intent, Who>,
  effect: Intent | RecordedEffect,
  who: Who,
): Promise<OnceResult> {
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += pollMs) {
    const claim = await ports.journal.claim(effect);
    switch (claim.is) {
      case "settled":
        if (claim.outcome.is !== "void") return { outcome: claim.outcome, by: "another" };
        break;
      case "granted": {
        const result = await carryOut(ports, claim.permit, who);
        if (result !== "again") return result;
        break;
      }
      case "busy":
    }
    await ports.pause(pollMs);
  }
  return { outcome: null, cause: "Somebody else is still at work on it." };
}

/** 100 ms is not felt in an answer that takes Stripe's own time; 20 s is more than two of its time-outs. */
const pollMs = 100;
const patienceMs = 20_000;

/**
 * One attempt under a permit. Whatever was sent before is looked for before it is sent again: that finds what a lost
 * answer created even where the key could no longer protect it, because Stripe's clock is past our window.
 */
export async function carryOut<Intent extends { kind: string }, Who>(
  { journal, gateway }: OncePorts<Intent, Who>,
  permit: Permit<Intent>,
  who: Who,
): Promise<OnceResult | "again"> {
  const settle = async (outcome: Outcome): Promise<OnceResult | "again"> => {
    const winner = await journal.settle(permit, outcome, who);
    // Given up meanwhile, by somebody who looked too early: the next generation looks again, and finds what this one did.
    return winner.is === "void" ? "again" : { outcome: winner, by: "us" };
  };
  try {
    if (permit.wasSentBefore) {
      const seen = await gateway.look(permit);
      if (seen.is === "found") return settle({ is: "done", result: seen.result, how: "found" });
      if (permit.isExpired && seen.is === "none") return renew(journal, permit);
    }
    const answer = await gateway.send(permit);
    switch (answer.is) {
      case "done":
        return settle(answer);
      case "refused": {
        // A DELETE goes without a key: if its answer is lost, the client's own second sending is told "no such thing".
        const seen = permit.request.method === "DELETE" ? await gateway.look(permit) : null;
        if (seen?.is === "found") return settle({ is: "done", result: seen.result, how: "found" });
        return settle(answer);
      }
      case "busy":
        return "again";
      case "unknown":
        return { outcome: null, cause: answer.cause };
      case "spent": {
        const seen = await gateway.look(permit);
        if (seen.is === "found") return settle({ is: "done", result: seen.result, how: "found" });
        return renew(journal, permit);
      }
    }
  } catch (error) {
    if (error instanceof ProviderUnavailable) return { outcome: null, cause: error.message };
    throw error;
  }
}

/** Only after a look has found nothing: this key is given up, and the next generation gets one of its own. */
async function renew<Intent extends { kind: string }>(
  journal: Pick<Journal<Intent>, "renew">,
  permit: Permit<Intent>,
): Promise<"again"> {
  await journal.renew(permit);
  return "again";
}
