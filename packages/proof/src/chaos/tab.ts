import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { IdemClient } from "@idem/client";
import { clientAt } from "../world/client-at.ts";
import type { Ready, StartAnswer } from "../world/start.ts";
import { countOne, type Ledger, type Tally } from "./ledger.ts";
import type { Random } from "./random.ts";

export type Buyer = { accountId: string; email: string; cookie: string };

/** Where buyers are: what they can reach, what they write down, and whether it is time to go home. */
export type Street = {
  nodes: readonly string[];
  /** Stripe's pay page, as browsers reach it. */
  payUrl: string;
  /** Stripe's API as the owner's dashboard reaches it. */
  stripeUrl: string;
  random: Random;
  ledger: Ledger;
  tally(): Tally;
  isQuiet(): boolean;
};

/** One browser tab on the checkout: it keeps its attempt, and each change of choice is a higher revision. */
export type Tab = { buyer: Buyer; node: number; attempt: string; revision: number };

export type Choice = { priceId: string; code: string | null; replace: boolean };

/** Longer than any answer takes that is on its way; a browser would wait longer still, and press again no sooner. */
export const patienceMs = 12_000;

export function openTab(street: Street, buyer: Buyer): Tab {
  const node = Math.floor(street.random.next() * street.nodes.length);
  return { buyer, node, attempt: randomUUID(), revision: 0 };
}

/** A client of this tab's own at its present node, so that no two presses travel in one request. */
export function clientOf(street: Street, tab: Tab): IdemClient {
  const url = street.nodes[tab.node % street.nodes.length] ?? "";
  return clientAt(url, tab.buyer);
}

/** What a balancer does with the next request after a failed one. */
export function moveOn(street: Street, tab: Tab): void {
  if (street.random.chance(0.7)) tab.node += 1;
}

/** The error as the buyer sees it. */
export function nameOfError(error: unknown): string {
  if (!(error instanceof Error)) return "unexpected";
  const { cause } = error;
  if (cause instanceof Error && cause.name === "TimeoutError") return "no answer in 12 s";
  if (error.name === "TimeoutError") return "no answer in 12 s";
  const data = "data" in error && typeof error.data === "object" ? error.data : null;
  const status = data !== null && "httpStatus" in data ? data.httpStatus : null;
  return typeof status === "number" ? `http ${status}` : "connection lost";
}

/**
 * Presses Continue, and after an error again, with the same attempt and revision, as the page does; `null` when it is
 * time to go home before an answer came.
 */
export async function press(
  street: Street,
  tab: Tab,
  { shownDueToday, ...choice }: Choice & { shownDueToday?: number | null },
): Promise<StartAnswer | null> {
  const { attempt, revision } = tab;
  const beganMs = performance.now();
  for (let time = 0; ; time += 1) {
    if (time > 0 && street.isQuiet()) return null;
    street.tally().presses += 1;
    if (time > 0) street.tally().pressedAgain += 1;
    try {
      const answer = await clientOf(street, tab).checkout.start.mutate(
        { ...choice, attempt, revision, ui: "embedded", shownDueToday: shownDueToday ?? null },
        { signal: AbortSignal.timeout(patienceMs) },
      );
      if (answer.is === "ready") {
        street.tally().startsMs.push(performance.now() - beganMs);
        noteShown(street, tab, answer);
        return answer;
      }
      if (answer.reason !== "provider_unavailable") return answer;
      countOne(street.tally().errors, answer.reason);
    } catch (error) {
      countOne(street.tally().errors, nameOfError(error));
      moveOn(street, tab);
    }
    await pause(street.random.between(100, 500));
  }
}

function noteShown({ ledger }: Street, { buyer }: Tab, { sessionId, quote }: Ready): void {
  const { dueToday, currency } = quote;
  ledger.shown.push({ accountId: buyer.accountId, sessionId, dueToday, currency });
}
