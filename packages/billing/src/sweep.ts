import { sweeperActor } from "./actor.ts";
import { carryOut, type OnceResult } from "./once.ts";
import type { Permit } from "./ports/permit.ts";
import type { Ports } from "./ports/ports.ts";
import { goesTo, type IntentOf, kindsOf, type SystemName } from "./ports/systems.ts";
import { syncAccount } from "./sync-account.ts";
import { whyNotExpired } from "./why-not-expired.ts";

/** Small enough that one node cannot use up Stripe's 25 writes a second in test mode. */
const batch = 10;

/**
 * Goes on with effects of one system whose outcome is unknown and which nobody is working on: after a crash, a cut or an
 * outage, and with all that is left to it, as e-mails are. Each system is swept for itself: one that is down keeps no
 * other waiting. Returns how many it took, so that the caller comes back at once while there is more.
 */
export async function sweepEffects(ports: Ports, system: SystemName): Promise<number> {
  const permits = await ports.journal.claimDue(batch, kindsOf(system));
  await Promise.all(permits.map((permit) => resume(ports, permit)));
  return permits.length;
}

/** Why an e-mail did not go is seen nowhere else. Nothing at Stripe changes by it, so nobody looks there. */
function tell(
  { log }: Ports,
  { accountId, notice }: IntentOf<"mail">,
  result: OnceResult | "again",
): void {
  if (result === "again" || result.outcome?.is === "done") return;
  const { template } = notice;
  if (result.outcome === null)
    log.warn({ accountId, template, cause: result.cause }, "An e-mail waits to be sent again");
  else log.warn({ accountId, template, outcome: result.outcome }, "An e-mail was refused");
}

/** One effect that cannot be carried out must not keep the others waiting: it is logged and stays due. */
async function resume(ports: Ports, permit: Permit): Promise<void> {
  const { intent } = permit;
  const { accountId } = intent;
  try {
    const result = await carryOut(ports, permit, sweeperActor);
    if (goesTo("mail", intent)) return tell(ports, intent, result);
    if (result === "again" || result.outcome === null) return;
    ports.log.info(
      { accountId, kind: intent.kind, outcome: result.outcome.is },
      "Settled an effect in doubt",
    );
    if (intent.kind === "customer.create" && result.outcome.is === "done")
      ports.meter.customer("recovered");
    // The session had run out before anybody could close it: nobody else would ever look at that one.
    if (intent.kind === "session.expire" && result.outcome.is === "refused")
      await whyNotExpired(ports, intent, sweeperActor);
    // Bells that rang while the customer was not yet known to us went unanswered: look now.
    await syncAccount(ports, accountId, sweeperActor);
  } catch (error) {
    ports.log.warn(
      { accountId, kind: intent.kind, error: String(error) },
      "An effect could not be resumed",
    );
  }
}
