import type { MovementKind } from "@idem/domain";

/** Colours of both schemes, by what they mean; words beside them say the same. */
export type Tone = "accent" | "accent-strong" | "edge" | "warn" | "bad";

export const colourOf = (tone: Tone): string => `var(--${tone})`;

export const movementTones: Record<MovementKind, Tone> = {
  new: "accent",
  expansion: "accent-strong",
  reactivation: "edge",
  contraction: "warn",
  churn: "bad",
};
