/** Events as they were received: stored before anything is done about them, done only when the work succeeded (G5). */
export type Inbox = {
  /** Keeps an event, and asks for the turn of whoever it is about, in one commit. False if the event was there already. */
  store(event: ReceivedEvent): Promise<boolean>;
  /**
   * Takes `limit` turns, or fewer, of those that have waited longest. A customer has one turn at a time, on all nodes
   * together: what rings meanwhile is the next one. A turn whose worker dies is given back by itself.
   */
  claimDue(limit: number): Promise<Turn[]>;
  done(turn: Turn, note: string | null): Promise<void>;
  /** It is a fault of ours: tried again later and later, and at last given up. */
  failed(turn: Turn, error: string): Promise<void>;
  /** Stripe does not answer, which says nothing about the events: tried again for as long as that lasts. */
  postponed(turn: Turn, error: string): Promise<void>;
  /** The events turn out to be about this customer: they are its turn now. */
  forward(turn: Turn, stripeCustomerId: string): Promise<void>;
  /** Events that were given up since this was last asked, by whichever node: each is answered once. */
  takeGivenUp(): Promise<FailedEvent[]>;
  /** Asks for a turn for whatever waits without one: kept by a version that had no queue, or whose queue was lost. */
  adopt(): Promise<number>;
} & FailedEvents;

/** Events that were given up, for people. They stay what they are until somebody has them tried again, or a later look does. */
export type FailedEvents = {
  /** The latest first. */
  failedEvents(limit: number): Promise<FailedEvent[]>;
  /** Has them tried again, with as many tries as a new one. Answers how many it were. */
  replay(which: { ids: string[] } | "all"): Promise<number>;
};

/** The same for somebody of the staff: told in their log in the same commit, and one asking is done and told once. */
export type StaffReplay = {
  replayFor(which: { ids: string[] } | "all", asked: AskedReplay): Promise<Replayed>;
};

export type AskedReplay = { userId: string; requestId: string; actionId: string; reason: string };

/** How many are due again, and the deed that tells of it. */
export type Replayed = { replayed: number; deedId: string };

/** A webhook's payload is kept for people to read; the product trusts it for ids only. */
export type ReceivedEvent = {
  id: string;
  type: string;
  stripeCustomerId: string | null;
  /** What a thin event names instead of a customer. */
  related: RelatedObject | null;
  createdAtMs: number;
  payload: unknown;
};

export type RelatedObject = { id: string; type: string };

export type PendingEvent = Pick<ReceivedEvent, "id" | "type">;

/** All that waits about one customer, or about one object of which nobody knows yet whose it is. May turn out empty. */
export type Turn = Pick<ReceivedEvent, "stripeCustomerId" | "related"> & {
  readonly ticket: Ticket;
  events: PendingEvent[];
};

/** What the inbox knows a turn by, this try of it and no other one. */
export type Ticket = { id: string; key: string; tries: number; waits: number };

export type FailedEvent = {
  id: string;
  type: string;
  stripeCustomerId: string | null;
  receivedAtMs: number;
  failedAtMs: number;
  attempts: number;
  error: string;
};
