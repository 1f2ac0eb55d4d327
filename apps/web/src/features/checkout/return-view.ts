import type { Answers } from "../../app/idem.ts";

export type StatusAnswer = Answers["checkout"]["status"];

/**
 * What the return page shows. `later` and `unreachable` end the waiting: a page that cannot know yet says so and
 * promises an e-mail, instead of turning for ever.
 */
export type ReturnView =
  | { is: "checking" }
  | { is: "settled"; answer: StatusAnswer }
  | { is: "processing"; message: string }
  | { is: "later" }
  | { is: "unreachable" };

/** Long enough for a slow bank or a late webhook, short enough that nobody stares at a spinner. */
const patienceMs = 60_000;

export function returnView(
  answer: StatusAnswer | undefined,
  waiting: { waitedMs: number; hasFailed: boolean },
): ReturnView {
  const isOver = waiting.waitedMs >= patienceMs;
  if (answer === undefined)
    return waiting.hasFailed || isOver ? { is: "unreachable" } : { is: "checking" };
  if (answer.is !== "processing") return { is: "settled", answer };
  return isOver ? { is: "later" } : { is: "processing", message: answer.message };
}

/** Asked again after 1, 2, 4 … at most 30 seconds, and not at all once nothing can change any more. */
export function nextAskMs(answer: StatusAnswer | undefined, asked: number): number | false {
  return answer !== undefined && isFinal(answer) ? false : Math.min(30_000, 1_000 * 2 ** asked);
}

export function isFinal(answer: StatusAnswer): boolean {
  switch (answer.is) {
    case "active":
    case "failed":
    case "expired":
    case "unknown":
      return true;
    case "open":
    case "processing":
    case "action_required":
      return false;
  }
}
