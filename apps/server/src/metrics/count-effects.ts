import type { Journal, Meter } from "@idem/billing";

/** Counts each effect when its outcome is recorded by this node; a racer that only reads the outcome counts nothing. */
export const countEffects = (journal: Journal, meter: Pick<Meter, "effect">): Journal => ({
  ...journal,
  settle: async (permit, outcome, actor) => {
    const winner = await journal.settle(permit, outcome, actor);
    meter.effect(permit.intent.kind, winner.is);
    return winner;
  },
});
