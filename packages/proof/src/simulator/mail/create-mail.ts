import type { Answer, IntentOf, Permit, System } from "@idem/billing";
import { slotOf } from "@idem/domain";
import type { FaultKind } from "../schedule.ts";
import type { Life } from "../scheduler.ts";
import type { Sim } from "../sim.ts";
import { encode } from "../stripe/encode.ts";
import { arrive } from "./mailbox.ts";

/** A mail server behind billing's port. It cannot be asked, and an answer of it can be lost. */
export const createMail = (sim: Sim, life: Life): System<IntentOf<"mail">> => ({
  encode,
  send: (permit) => send(sim, life, permit),
  look: async () => ({ is: "blind" }),
});

function send(sim: Sim, life: Life, permit: Permit<IntentOf<"mail">>): Promise<Answer> {
  const { scheduler, faults } = sim;
  const fault = faults.next("mail");
  return new Promise((resolve) => {
    const hear = (answer: Answer) => void scheduler.turn(life).then(() => resolve(answer));
    if (fault !== null && isBefore(fault)) return hear({ is: "unknown", cause: fault });
    scheduler.onTheWire(() => {
      arrive(sim, permit);
      const id = slotOf(permit.intent);
      if (fault === null) hear({ is: "done", result: { id }, how: "sent" });
      else hear({ is: "unknown", cause: fault });
    });
  });
}

/** Whether the server has got nothing when it says no, or nothing at all. */
function isBefore(fault: FaultKind): boolean {
  switch (fault) {
    case "lost request":
    case "500":
    case "saved 500":
      return true;
    case "lost answer":
    case "timeout":
    case "done 500":
      return false;
  }
}
