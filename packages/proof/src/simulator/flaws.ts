/**
 * Ways in which the ports of a run may be broken on purpose. Each is one safeguard taken away; a simulator that does not
 * notice it would not notice its loss in earnest either.
 */
export const flaws = [
  "key per attempt",
  "release on unknown",
  "claim without record",
  "sync without version",
  "no retire before create",
  "lower revision accepted",
  "settle: the last wins",
  "event done before its work",
  "no look before sending again",
  "no account lock",
  "request not frozen",
  "looks by search",
  "given up at once",
] as const;

/** Noticed where webhooks are never delivered. */
export const passFlaws = ["pass doubts nobody"] as const;

export type Flaw = (typeof flaws)[number] | (typeof passFlaws)[number];
