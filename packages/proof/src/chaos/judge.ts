import type { Evidence } from "./evidence.ts";
import type { Finding } from "./finding.ts";
import { invariantsAtStripe } from "./invariants-at-stripe.ts";
import { invariantsOfMoney } from "./invariants-of-money.ts";
import { invariantsOfRows } from "./invariants-of-rows.ts";

export const invariants = [...invariantsAtStripe, ...invariantsOfMoney, ...invariantsOfRows];

/** Holds the evidence against every invariant; nothing found means that all of them hold. */
export const judge = (evidence: Evidence): Finding[] =>
  invariants.flatMap(({ name, weight, broken }) =>
    broken(evidence).map((says) => ({ invariant: name, weight, says })),
  );
