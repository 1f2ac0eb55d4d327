import { sweeperActor } from "./actor.ts";
import { carryOut } from "./once.ts";
import type { Permit } from "./ports/permit.ts";
import type { Ports } from "./ports/ports.ts";
import { syncAccount } from "./sync-account.ts";

/** Small enough that one node cannot use up Stripe's 25 writes a second in test mode. */
const batch = 10;

/**
 * Goes on with effects whose outcome is unknown and which nobody is working on: after a crash, a cut or an outage.
 * Returns how many it took, so that the caller comes back at once while there is more.
 */
export async function sweepEffects(ports: Ports): Promise<number> {
  const permits = await ports.journal.claimDue(batch);
  await Promise.all(permits.map((permit) => resume(ports, permit)));
  return permits.length;
}

/** One effect that cannot be carried out must not keep the others waiting: it is logged and stays due. */
async function resume(ports: Ports, permit: Permit): Promise<void> {
  const { accountId, intent } = permit;
  try {
    const result = await carryOut(ports, permit, sweeperActor);
    if (result === "again" || result.outcome === null) return;
    ports.log.info(
      { accountId, kind: intent.kind, outcome: result.outcome.is },
      "Settled an effect in doubt",
    );
    if (intent.kind === "customer.create" && result.outcome.is === "done")
      ports.meter.customer("recovered");
    // Bells that rang while the customer was not yet known to us went unanswered: look now.
    await syncAccount(ports, accountId, sweeperActor);
  } catch (error) {
    ports.log.warn(
      { accountId, kind: intent.kind, error: String(error) },
      "An effect could not be resumed",
    );
  }
}
