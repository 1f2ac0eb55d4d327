import type { Cast } from "./cast.ts";
import { ringAll } from "./run-command.ts";
import type { Sim } from "./sim.ts";

/** What a run may take to come to rest, far more than it should. */
const mostRounds = 60;
const mostSteps = 20_000;
const roundMs = 3_000;
/** Only what waits for the end of its key's window may take longer than a minute. */
const [patientRounds, patientMs] = [20, 60_000];

/** Everything works, everybody is up: webhooks come in, sweepers and workers run, until nothing is left to do. */
export async function settleDown(sim: Sim, cast: Cast): Promise<void> {
  sim.faults.off();
  cast.frozen.clear();
  sim.scheduler.freeze(cast.frozen);
  sim.stripe.taxAmount = 0;
  for (let round = 0; round < mostRounds; round++) {
    await idle(sim);
    if (sim.violations.length > 0) return;
    if (round > 0 && isQuiet(sim)) {
      if (!cast.hasLostBells) return;
      await healWhatWasLost(sim, cast);
    }
    ringAll(sim, cast);
    comeBack(sim, cast);
    await idle(sim);
    for (const node of cast.nodes) {
      node.processEvents();
      node.sweep();
    }
    await idle(sim);
    const isPatient = round >= patientRounds || onlyLettersWait(sim);
    sim.scheduler.advance(isPatient ? patientMs : roundMs);
  }
  sim.violations.push(`G4: not at rest after ${mostRounds} rounds: ${leftOver(sim)}.`);
}

/** What no webhook has told is healed by one pass; one that was under way when they were lost may have begun too soon. */
async function healWhatWasLost(sim: Sim, cast: Cast): Promise<void> {
  cast.hasLostBells = false;
  for (const node of cast.nodes) {
    sim.scheduler.advance(deadMs);
    node.reconcile();
    await idle(sim);
  }
  if (sim.tables.pass !== null) sim.violations.push("G5: a pass does not come to its end.");
}

/** Whoever had the pass counts as dead by then. */
const deadMs = 31_000;

async function idle(sim: Sim): Promise<void> {
  for (let steps = 0; steps < mostSteps; steps++) {
    if (sim.violations.length > 0) return;
    if (!(await sim.scheduler.step())) return;
  }
  sim.violations.push("G4: something goes round and round.");
}

/**
 * A process that slept for a day between Stripe's answer and its record shows a session that has run out meanwhile. Its
 * bell has rung before anybody knew it, so whoever comes back to it is the one to notice.
 */
function comeBack({ tables, stripe }: Sim, { nodes: [node] }: Cast): void {
  for (const { account, checkouts } of tables.accounts.values())
    for (const { status, stripeSessionId: sessionId } of checkouts)
      if (status === "OPEN" && sessionId && stripe.sessions.get(sessionId)?.status === "expired")
        node.begin("status", ({ billing }) =>
          billing.status({ accountId: account.id, sessionId, requestId: "req" }),
        );
}

/** An e-mail whose sender died waits for minutes, and nobody waits for it. */
const onlyLettersWait = (sim: Sim): boolean =>
  leftOver(sim)
    .split(", ")
    .every((slot) => slot.startsWith("email.send:"));

const isQuiet = (sim: Sim): boolean => leftOver(sim) === "";

function leftOver({ tables, stripe }: Sim): string {
  const effects = [...tables.effects.values()].filter(
    ({ outcome, attempts, intent }) =>
      outcome === null && (attempts > 0 || intent.kind !== "session.create"),
  );
  const events = [...tables.events.values()].filter(({ processed }) => !processed);
  return [...effects.map(({ slot }) => slot), ...events.map(({ id }) => id)]
    .concat(stripe.outbox.map(({ id }) => id))
    .join(", ");
}
