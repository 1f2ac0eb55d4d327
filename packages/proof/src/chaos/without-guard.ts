import type { Decorate } from "@idem/server";

export const guards = ["expiry", "journal"] as const;
/** `expiry`: a replaced session is said to be closed and is left open. `journal`: every sending has a key of its own. */
export type Guard = (typeof guards)[number];

/** The product with one guard taken out: the same run must then end red, or it could not see what the guard prevents. */
export function withoutGuard(guard: Guard): Decorate {
  switch (guard) {
    case "expiry":
      return (ports) => ({
        ...ports,
        gateway: {
          ...ports.gateway,
          send: async (permit) =>
            permit.intent.kind === "session.expire"
              ? { is: "done", how: "sent", result: { id: permit.intent.sessionId } }
              : ports.gateway.send(permit),
        },
      });
    case "journal":
      return (ports) => ({
        ...ports,
        gateway: {
          ...ports.gateway,
          look: async () => ({ is: "none" }),
          send: (permit) => ports.gateway.send({ ...permit, key: `${permit.key}_${Date.now()}` }),
        },
      });
  }
}
