/** Events as they were received: stored before anything is done about them, done only when the work succeeded (G5). */
export type Inbox = {
  /** False if the event was there already. */
  store(event: ReceivedEvent): Promise<boolean>;
  /**
   * Takes everything that is due about the `limit` customers, or fewer, who have waited longest: one look answers it
   * all. An event about no customer stands for itself. One whose worker dies becomes due again by itself.
   */
  claimDue(limit: number): Promise<PendingEvent[]>;
  done(ids: string[], note: string | null): Promise<void>;
  failed(ids: string[], error: string): Promise<void>;
};

/** A webhook's payload is kept for people to read; the product trusts it for ids only. */
export type ReceivedEvent = {
  id: string;
  type: string;
  stripeCustomerId: string | null;
  createdAtMs: number;
  payload: unknown;
};

export type PendingEvent = Pick<ReceivedEvent, "id" | "type" | "stripeCustomerId">;
