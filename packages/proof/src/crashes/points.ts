import type { EffectKind } from "@idem/domain";

/**
 * Every place between claim and settle where a process can die. The first four are inside the process, the others are
 * outside of it: on the wire, at Stripe, and in the middle of the database's own transaction.
 */
export const points = [
  "before claim",
  "after claim, before sending",
  "request on its way, not executed",
  "executed, answer not read",
  "answer read, before settling",
  "in the middle of the settling transaction",
  "settled, before anybody is told",
] as const;

export type Point = (typeof points)[number];

/** The effect at whose handling the process dies. */
export type Death = { kind: EffectKind; point: Point };
