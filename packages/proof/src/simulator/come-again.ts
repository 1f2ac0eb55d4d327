import type { StartAnswer } from "@idem/billing";
import type { Cast } from "./cast.ts";
import { checkAtRest } from "./final-checks.ts";
import { settleDown } from "./settle-down.ts";
import type { Sim } from "./sim.ts";
import { partyOf } from "./trace.ts";

/**
 * After everything has come to rest, each customer comes again: whatever happened before, nobody is locked out. They get
 * a session, or hear that they have a subscription.
 */
export async function comeAgain(sim: Sim, cast: Cast): Promise<void> {
  const [node] = cast.nodes;
  const answers = new Map<string, StartAnswer>();
  for (const accountId of cast.accounts)
    node.begin("start", async ({ billing }) => {
      const come = () =>
        billing.start({
          accountId,
          userId: "user",
          requestId: "req_again",
          priceId: "plus_month_usd",
          quantity: 1,
          code: null,
          attempt: "another-day",
          revision: 1,
          ui: "embedded",
          replace: false,
          shownDueToday: null,
        });
      const first = await come();
      // A checkout from the time of a wrong total is closed, and they are shown the right one.
      const isTold = first.is === "refused" && first.reason === "price_changed";
      const answer = isTold ? await come() : first;
      sim.trace.tell(
        partyOf(node.name),
        "customer",
        () => `${accountId} comes again: ${answer.is}`,
      );
      answers.set(accountId, answer);
    });
  await settleDown(sim, cast);
  for (const accountId of cast.accounts) {
    const answer = answers.get(accountId);
    const heard = answer?.is === "refused" ? answer.reason : answer?.is;
    if (heard !== "ready" && heard !== "already_subscribed")
      sim.violations.push(`G4: ${accountId} comes again and hears ${heard ?? "nothing"}.`);
  }
  if (sim.violations.length === 0) checkAtRest(sim, cast);
}
