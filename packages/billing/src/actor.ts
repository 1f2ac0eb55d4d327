import type { Actor } from "@idem/domain";

export const customerActor = ({
  userId,
  requestId,
}: {
  userId: string | null;
  requestId: string;
}): Actor => ({ source: "customer", userId, requestId });

/** Somebody of support, or an admin, on a customer's behalf. */
export const adminActor = ({
  userId,
  requestId,
}: {
  userId: string;
  requestId: string;
}): Actor => ({ source: "admin", userId, requestId });

export const sweeperActor: Actor = { source: "sweeper", userId: null, requestId: null };

export const systemActor: Actor = { source: "system", userId: null, requestId: null };

export const webhookActor = (eventId: string): Actor => ({
  source: "webhook",
  userId: null,
  requestId: eventId,
});
