import type { Evidence } from "./evidence.ts";

/** `duplicate`: something is there twice. `lost`: something is not known, or not told. `differs`: two sides disagree. */
export type Weight = "duplicate" | "lost" | "differs";

export type Finding = { invariant: string; weight: Weight; says: string };

/** What must hold at the end, whatever happened; `broken` says where it does not. */
export type Invariant = {
  name: string;
  weight: Weight;
  broken: (evidence: Evidence) => string[];
};
