/** Texts of the webhooks page. */
export const webhooksTexts = {
  title: "Webhooks",
  last: "Last event",
  failed: "Failed",
  waiting: "Waiting",
  lag: "Oldest has waited",
  replay: "Replay",
  replayNamed: (id: string) => `Replay event ${id}`,
  replayAll: "Replay all that failed",
  replayBody:
    "The event is due again: its customer is looked at once more at Stripe, and our rows then say the same. Nothing that was done is done twice.",
  replayAllBody: (count: number) =>
    `${count === 1 ? "One event is" : `${count} events are`} due again: each customer is looked at once more at Stripe, and our rows then say the same. Nothing that was done is done twice.`,
  replayed: (count: number) =>
    count === 1 ? "1 event is due again." : `${count} events are due again.`,
  states: { all: "All", failed: "Failed", waiting: "Waiting" },
  show: "Show",
  none: "No event is like that",
  event: "Event",
  account: "Account",
  received: "Received",
  standing: "Standing",
  attempts: "Attempts",
  caption: "Events from Stripe",
  unknownCustomer: "Not one of ours",
} as const;
