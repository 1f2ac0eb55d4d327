import type { AccountState, Actor, Decision, Outcome } from "@idem/domain";
import { applyDecision } from "./apply-decision.ts";
import type { Encode } from "./effect-rows.ts";
import type { PrismaClient } from "./generated/client.ts";
import type { Lane } from "./lane.ts";
import { type Focus, loadState } from "./load-state.ts";

export type Transition = <A>(focus: Focus & { actor: Actor }, decide: Decide<A>) => Promise<A>;

/**
 * Pure and synchronous. An `async` function does not type-check here, because a promise is not a `Decision`; so no call
 * to Stripe can be made while the account is locked (G6). The crash it prevents: the process dies between Stripe's
 * answer and the commit, the row rolls back, and a customer is left at Stripe that nobody knows of.
 */
export type Decide<A> = (state: AccountState, settled: Outcome | null) => Decision<A>;

/**
 * The one interactive transaction of this repository: lock the account's row, read its state, decide, write rows,
 * audit and effects, commit. Everything about one account happens in one order, on however many nodes (G1–G3, G7).
 *
 * The lane keeps most of the pool free: a hundred buyers at once queue there, in memory, and not in front of everybody
 * else's reads, and each transaction that has begun is served at once instead of sitting idle with its lock.
 */
export function createTransition(
  prisma: PrismaClient,
  { encode, now, lane }: { encode: Encode; now: () => Date; lane: Lane },
): Transition {
  return (focus, decide) =>
    lane(() =>
      prisma.$transaction(
        async (tx) => {
          const { state, settled, auditHead } = await loadState(tx, focus);
          const decision = decide(state, settled);
          const { actor } = focus;
          await applyDecision(tx, decision, { state, auditHead, actor, at: now(), encode });
          return decision.answer;
        },
        // Longer than the database's own lock_timeout, so that its clearer error is the one that is seen.
        { maxWait: 10_000, timeout: 8_000 },
      ),
    );
}
