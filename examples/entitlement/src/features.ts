/** What a feature needs, and what to do for a caller of whom nothing is known because Idem has not answered. */
export type Feature = {
  /** Plan keys of Idem's catalogue that include it. */
  plans: readonly string[];
  /**
   * `closed`: nobody gets it unseen; right for what costs money or shows data. `open`: it is let through; right for
   * what would only annoy customers who have paid.
   */
  whenUnknown: "closed" | "open";
};

/** This service's own table: Idem knows who has which plan, and the product knows what a plan includes. */
export const features: ReadonlyMap<string, Feature> = new Map([
  ["projects.unlimited", { plans: ["plus", "enterprise"], whenUnknown: "open" }],
  ["audit-log.export", { plans: ["plus", "enterprise"], whenUnknown: "closed" }],
  ["single-sign-on", { plans: ["enterprise"], whenUnknown: "closed" }],
] as const);
