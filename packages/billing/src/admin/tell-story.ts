import type { Actor, AuditAction, EffectKind, Outcome } from "@idem/domain";
import type { AuditLine, EffectLine, EventLine, StoryLine } from "../ports/admin-store.ts";
import { type Change, changesOf } from "./changes-of.ts";
import { withoutSecrets } from "./without-secrets.ts";

/** One line of an account's story, as somebody can read it aloud; what it was made from is under `raw`. */
export type Story = {
  id: string;
  at: string;
  kind: StoryLine["is"];
  source: Actor["source"] | "stripe" | "idem";
  who: string | null;
  title: string;
  changes: Change[];
  reason: string | null;
  requestId: string | null;
  /** Of an effect or event: where it stands. */
  standing: Standing | null;
  seq: number | null;
  raw: unknown;
};

/** `unknown`: sent at `since`, and nobody has heard what came of it. */
export type Standing =
  | { is: "done" | "waiting" | "withdrawn" }
  | { is: "failed"; message: string }
  | { is: "unknown"; since: string };

export function tellStory(line: StoryLine): Story {
  switch (line.is) {
    case "audit":
      return tellAudit(line);
    case "event":
      return tellEvent(line);
    case "effect":
      return tellEffect(line);
  }
}

export function tellAudit(line: AuditLine): Story {
  const { id, at, source, who, reason, requestId, seq, action, before, after } = line;
  const asked = action === reason ? null : reason;
  return {
    ...{ id, at, source, who, requestId, seq },
    kind: "audit",
    title: titleOf(action),
    changes: action.startsWith("subscription.") ? changesOf(before, after) : [],
    reason: asked,
    standing: null,
    raw: withoutSecrets(line),
  };
}

function tellEvent(line: EventLine & { payload: unknown }): Story {
  const { id, at, type, note } = line;
  return {
    ...{ id, at },
    kind: "event",
    source: "stripe",
    who: null,
    title: type,
    changes: [],
    reason: note,
    requestId: null,
    standing: eventStanding(line),
    seq: null,
    raw: withoutSecrets(line),
  };
}

export function eventStanding({ processedAt, failedAt, lastError }: EventLine): Standing {
  if (processedAt !== null) return { is: "done" };
  return failedAt === null ? { is: "waiting" } : { is: "failed", message: lastError ?? "" };
}

function tellEffect(line: EffectLine): Story {
  const { id, at, kind } = line;
  return {
    ...{ id, at },
    kind: "effect",
    source: "idem",
    who: null,
    title: effectTitles[kind],
    changes: [],
    reason: null,
    requestId: null,
    standing: effectStanding(line),
    seq: null,
    raw: withoutSecrets(line),
  };
}

export function effectStanding({ outcome, attempts, firstSentAt, at }: EffectLine): Standing {
  if (outcome !== null) return outcomeStanding(outcome);
  return attempts === 0 ? { is: "waiting" } : { is: "unknown", since: firstSentAt ?? at };
}

function outcomeStanding(outcome: Outcome): Standing {
  switch (outcome.is) {
    case "done":
      return { is: "done" };
    case "refused":
      return { is: "failed", message: outcome.message };
    case "withdrawn":
    case "void":
      return { is: "withdrawn" };
  }
}

const titles: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "customer.created": "Became a customer at Stripe",
    "customer.updated": "Name or e-mail changed at Stripe",
    "customer.retired": "Their customer at Stripe was deleted",
    "account.contact_changed": "Bills go to another name or e-mail",
    "account.contact_refused": "Stripe refused the new name or e-mail",
    "checkout.opened": "Opened a checkout",
    "checkout.superseded": "Chose something else: the earlier checkout was closed",
    "checkout.session_created": "The checkout could be paid",
    "checkout.completed": "The checkout was paid",
    "checkout.expired": "The checkout ran out",
    "checkout.refused": "Stripe refused the checkout",
    "subscription.started": "The subscription began",
    "subscription.changed": "The subscription changed",
    "subscription.replaced": "Another subscription took its place",
    "subscription.cancelled_at_stripe": "A subscription was ended at Stripe",
    "subscription.change_asked": "Asked for a change",
    "subscription.change_refused": "The change was refused",
    "trial.used": "Used their free trial",
    "invoice.paid": "An invoice was paid",
    "payment.refund_asked": "Asked to pay back",
    "payment.refunded": "A payment was paid back",
    "payment.refund_refused": "Stripe refused to pay back",
    "email.sent": "An e-mail was sent",
    "email.refused": "An e-mail was refused",
  } satisfies Record<AuditAction, string>),
);

/** What an older or newer version has written is told by its name. */
const titleOf = (action: string): string => titles.get(action) ?? action;

const effectTitles: Record<EffectKind, string> = {
  "customer.create": "Make the customer at Stripe",
  "customer.update": "Change the customer’s name or e-mail at Stripe",
  "session.create": "Make the checkout’s session at Stripe",
  "session.expire": "Close the checkout’s session at Stripe",
  "subscription.cancel": "End a subscription at Stripe",
  "subscription.update": "Change the subscription at Stripe",
  "schedule.create": "Put the subscription on a schedule",
  "schedule.plan": "Plan the change at the next renewal",
  "schedule.release": "Take the subscription off its schedule",
  "invoice.pay": "Charge an open invoice",
  "payment.refund": "Pay back what was paid twice",
  "refund.create": "Pay back a payment",
  "email.send": "Send an e-mail",
};
