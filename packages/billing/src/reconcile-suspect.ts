import type { Actor, Difference } from "@idem/domain";
import { acceptStripe } from "./accept-stripe.ts";
import { ProviderUnavailable } from "./ports/gateway.ts";
import type { Drift, HeldPass, Suspect } from "./ports/reconciliations.ts";
import type { Reconciler } from "./reconcile.ts";
import { type SeenDrift, seeDrift } from "./see-drift.ts";
import { syncAccount } from "./sync-account.ts";

/**
 * A look at an account that a pass doubts. A change at Stripe is seen here before its webhook has come, and that is no
 * drift: so a difference must be the same at two looks, `graceMs` apart, while no webhook about the account waits for the
 * worker and no effect of it is under way. What then still differs, nobody was about to heal.
 */
export async function lookAtSuspect(
  reconciler: Reconciler,
  pass: HeldPass,
  suspect: Suspect,
): Promise<void> {
  const { passes, graceMs, inPace } = reconciler;
  if (suspect.isInFlight) return passes.acquit(pass, suspect, "in flight");
  const seen = await orFault(() => seeDrift(reconciler, suspect));
  if (isFault(seen)) return passes.convict(pass, suspect, incomparable(seen.fault));
  const { differences } = seen;
  if (differences.length === 0)
    return passes.acquit(pass, suspect, suspect.looks === 0 ? "equal" : "in flight");
  const sighting = JSON.stringify(differences);
  if (sighting === suspect.sighting) {
    const drift = await orFault(() => heal(reconciler, { pass, suspect, seen }));
    return passes.convict(pass, suspect, isFault(drift) ? unhealed(differences, drift) : drift);
  }
  if (suspect.looks < mostLooks)
    return passes.watch(pass, suspect, { seen: sighting, againInMs: graceMs });
  await inPace(() => syncAccount(reconciler.ports, suspect.accountId, actorOf(pass)));
  return passes.acquit(pass, suspect, "in flight");
}

/** Of an account that is different at each look somebody is taking care. */
const mostLooks = 5;

type Case = { pass: HeldPass; suspect: Suspect; seen: SeenDrift };

async function heal(reconciler: Reconciler, { pass, suspect, seen }: Case): Promise<Drift> {
  await acceptStripe(reconciler, { accountId: suspect.accountId, actor: actorOf(pass), seen });
  const left = seen.hasEffects ? await seeDrift(reconciler, suspect) : null;
  return { ...verdict(seen, left), differences: seen.differences };
}

function verdict({ customer }: SeenDrift, left: SeenDrift | null): Omit<Drift, "differences"> {
  switch (customer.is) {
    case "second":
      return {
        outcome: "kept",
        isMissedWebhook: false,
        note: "Stripe has another customer of this account. Which one stays is for people to say.",
      };
    case "unknown":
      return {
        outcome: "kept",
        isMissedWebhook: false,
        note: "Stripe does not know what the row names: a wrong key, or test data that was deleted?",
      };
    case "adopted":
      return {
        outcome: "healed",
        isMissedWebhook: false,
        note: "The customer that was made for the account at Stripe is in its row again.",
      };
    case "deleted":
    case "fine":
      if (left?.hasEffects === true)
        return {
          outcome: "kept",
          isMissedWebhook: true,
          note: "What has to be done at Stripe is not done yet: see the effects of the account.",
        };
      return { outcome: "healed", isMissedWebhook: true, note: "Our rows follow Stripe again." };
  }
}

/** One account that cannot be compared must not keep the others from it. An outage is no verdict about anybody. */
async function orFault<T>(work: () => Promise<T>): Promise<T | Fault> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProviderUnavailable) throw error;
    return { fault: String(error) };
  }
}

type Fault = { fault: string };
const isFault = (value: object): value is Fault => "fault" in value;

const incomparable = (fault: string): Drift => ({
  outcome: "kept",
  differences: [],
  isMissedWebhook: false,
  note: `It could not be compared: ${fault}`,
});

const unhealed = (differences: Difference[], { fault }: Fault): Drift => ({
  outcome: "kept",
  differences,
  isMissedWebhook: true,
  note: `It could not be healed: ${fault}`,
});

const actorOf = ({ id }: HeldPass): Actor => ({ source: "system", userId: null, requestId: id });
