import type { Decorate } from "@idem/server";
import type { Death } from "./points.ts";

/** As abrupt as a power cut: no handler runs, no socket is closed in order, no transaction is rolled back by us. */
function die(): never {
  process.kill(process.pid, "SIGKILL");
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

/** Ports that end this process at one point of one kind of effect; at the other points they are the real ones. */
export const dieAt =
  ({ kind, point }: Death): Decorate =>
  (ports) => {
    const { journal, gateway } = ports;
    const kindOf = (effect: { kind: string } | { slot: string }) =>
      "kind" in effect ? effect.kind : (effect.slot.split(":", 1)[0] ?? "");
    return {
      ...ports,
      journal: {
        ...journal,
        claim: (effect) => {
          if (point === "before claim" && kindOf(effect) === kind) die();
          return journal.claim(effect);
        },
        settle: async (permit, outcome, actor) => {
          const isMeant = permit.intent.kind === kind;
          if (isMeant && point === "answer read, before settling") die();
          const winner = await journal.settle(permit, outcome, actor);
          if (isMeant && point === "settled, before anybody is told") die();
          return winner;
        },
      },
      gateway: {
        ...gateway,
        send: (permit) => {
          if (permit.intent.kind === kind && point === "after claim, before sending") die();
          return gateway.send(permit);
        },
      },
    };
  };
