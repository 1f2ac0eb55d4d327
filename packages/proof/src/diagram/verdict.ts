import type { Party } from "../simulator/trace.ts";

export type Verdict = { on: Party; text: string; is: "bad" };

/** What a violation says to people, and on which lane of the diagram it is to be seen. */
export const verdict = (violation: string): Verdict => ({
  on: laneOf(violation),
  text: violation
    .replace(/^fault: .*?Error: (.*)$/, "$1: an error.")
    .replace(/ has null\.$/, " has none."),
  is: "bad",
});

function laneOf(violation: string): Party {
  if (/^G(8|11|12):/.test(violation)) return "customer";
  return /^(G5|G7|fault):?/.test(violation) ? "database" : "Stripe";
}
