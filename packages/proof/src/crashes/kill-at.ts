import type { World } from "../world/start-world.ts";
import { killWhileSettling } from "./kill-while-settling.ts";
import type { Death } from "./points.ts";
import type { Mortal } from "./start-mortal.ts";

const requests = {
  "customer.create": /^POST \/v1\/customers$/,
  "session.create": /^POST \/v1\/checkout\/sessions$/,
  "session.expire": /^POST \/v1\/checkout\/sessions\/\w+\/expire$/,
  "subscription.cancel": /^DELETE \/v1\/subscriptions\/\w+$/,
};

export type DyingKind = keyof typeof requests;
export const dyingKinds = Object.keys(requests) as DyingKind[];
export type Dying = Death & { kind: DyingKind; accountId: string };

/** Prepares the end of a process at its point; the function given back resolves when the process is gone. */
export function killAt(
  world: World,
  mortal: Mortal,
  { kind, point, accountId }: Dying,
): () => Promise<void> {
  switch (point) {
    case "before claim":
    case "after claim, before sending":
    case "answer read, before settling":
    case "settled, before anybody is told":
      return () => mortal.dead;
    case "request on its way, not executed": {
      const lost = world.door.next(requests[kind], "lose request");
      return async () => {
        await lost.struck;
        await mortal.kill();
        lost.release();
      };
    }
    case "executed, answer not read": {
      const held = world.door.next(requests[kind], "hold answer");
      return async () => {
        await held.struck;
        await mortal.kill();
        held.release();
      };
    }
    case "in the middle of the settling transaction": {
      const held = world.door.next(requests[kind], "hold answer");
      return async () => {
        await held.struck;
        const { databaseUrl } = world;
        await killWhileSettling(mortal, {
          databaseUrl,
          kind,
          accountId,
          letAnswerPass: held.release,
        });
      };
    }
  }
}
