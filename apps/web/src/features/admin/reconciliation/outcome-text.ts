import { passesTexts as words } from "../../../texts/admin/passes.ts";
import { number } from "../number.ts";
import type { Pass } from "./use-live-pass.ts";

/** What came of a pass, or has so far. */
export function outcomeText(pass: Pass): string {
  const { state, healed, kept, accepted, inFlight, note, listed, looks } = pass;
  const found = [
    ...(healed + kept + accepted === 0 ? [] : [words.found(number(healed), number(kept))]),
    ...(accepted === 0 ? [] : [words.acceptedSince(number(accepted))]),
    ...(inFlight === 0 ? [] : [words.inFlight(number(inFlight))]),
  ].join(" ");
  switch (state) {
    case "RUNNING":
      return listed + looks === 0 ? words.idle : found;
    case "FAILED":
      return words.failedWhy(note ?? "");
    case "FINISHED":
      return found === "" ? words.same : found;
  }
}
