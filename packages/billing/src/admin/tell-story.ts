import type { Actor, Outcome } from "@idem/domain";
import type { AuditLine, EffectLine, EventLine, StoryLine } from "../ports/admin-store.ts";
import { type Change, changesOf, read } from "./changes-of.ts";
import { eventTitle } from "./event-title.ts";
import { auditTitle, effectTitle } from "./story-titles.ts";
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
  /** By which it is found elsewhere: in our own logs, or at Stripe; `null` where nobody asked and nothing was sent. */
  reference: Reference | null;
  /** Of an effect or event: where it stands. */
  standing: Standing | null;
  seq: number | null;
  raw: unknown;
};

/** `request`: of ours, or of whoever called us; `event`: of Stripe's; `key`: with which Stripe was asked for an effect. */
export type Reference = { is: "request" | "event" | "key"; id: string };

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
  // Where nobody gave a reason, the log has the name of what was asked for, which the title says already.
  const title = auditTitle(action, after);
  const changes = changesOf(before, after);
  // Such as a schedule's id: without a word it looks as if something was left out.
  const isDetail = action === "subscription.changed" && changes.length === 0;
  const isName = reason === action || reason === read(after, "is");
  return {
    ...{ id, at, source, who, requestId, seq },
    kind: "audit",
    title: isDetail ? `${title}, in details alone` : title,
    // A bell's own name stands where a request has its id.
    reference:
      requestId === null ? null : { is: source === "webhook" ? "event" : "request", id: requestId },
    changes,
    reason: isName ? null : reason,
    standing: null,
    raw: withoutSecrets(line),
  };
}

function tellEvent(line: EventLine & { payload: unknown }): Story {
  const { id, at, type, note, accountId, stripeCustomerId } = line;
  // Whoever works off events does not know that customer; whoever reads this has been told whose it is.
  const isOfOther = accountId === null && stripeCustomerId !== null;
  return {
    ...{ id, at },
    kind: "event",
    source: "stripe",
    who: null,
    title: eventTitle(type),
    changes: [],
    reason: isOfOther ? `Of ${stripeCustomerId}, another customer of theirs` : note,
    requestId: null,
    reference: { is: "event", id },
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
  const { id, at, kind, intent, key } = line;
  return {
    ...{ id, at },
    kind: "effect",
    source: "idem",
    who: null,
    title: effectTitle(kind, intent),
    changes: [],
    reason: null,
    requestId: null,
    reference: { is: "key", id: key },
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
