import type { Answer, Gateway, ReceivedEvent, StripeSubscription } from "@idem/billing";
import type { EffectIntent, SessionTruth, StripeSubscriptionId } from "@idem/domain";
import { encode } from "../simulator/stripe/encode.ts";
import type { Ending, History, Step } from "./history.ts";

export type RecordedStripe = {
  /** From now on Stripe says what it said after this step. */
  happen(history: History, step: Step): void;
  /** `arrives` is awaited before a call sees anything, and `returns` before its answer is heard. */
  gateway(way: { arrives: () => Promise<void>; returns: () => Promise<void> }): Gateway;
  /** What it has of an account in the end. */
  told(history: History): string[];
};

/**
 * Stripe as it was recorded: reads answer what it said at that point of the history. What we end is ended: from then on
 * it looks as it did when it was recorded, and `onOurs` hears of the events that this made.
 */
export function createRecordedStripe(
  onOurs: (events: readonly ReceivedEvent[]) => void,
): RecordedStripe {
  const subscriptions = new Map<string, { customerId: string; now: StripeSubscription }>();
  const endings = new Map<string, Ending>();
  const ended = new Set<string>();
  const refunded = new Set<string>();
  const sessions = new Map<string, SessionTruth>();
  const expired = new Set<string>();
  const said = new Map<string, Answer>();

  function shown(id: string): StripeSubscription | null {
    const known = subscriptions.get(id);
    if (known === undefined) return null;
    if (!ended.has(id)) return known.now;
    return endings.get(id)?.subscription ?? endedNow(known.now);
  }
  function sessionOf(id: string): SessionTruth | null {
    const known = sessions.get(id);
    if (known === undefined) return null;
    return expired.has(id) ? { ...known, status: "expired", clientSecret: null, url: null } : known;
  }

  function execute(intent: EffectIntent): Answer {
    switch (intent.kind) {
      case "subscription.cancel": {
        const found = shown(intent.subscriptionId);
        if (found === null || found.status === "canceled") return noSuch("subscription");
        ended.add(intent.subscriptionId);
        onOurs(endings.get(intent.subscriptionId)?.events ?? []);
        return done(intent.subscriptionId);
      }
      case "payment.refund": {
        if (refunded.has(intent.paymentIntentId)) return noSuch("charge");
        refunded.add(intent.paymentIntentId);
        return done(`re_${intent.paymentIntentId}`);
      }
      case "session.expire": {
        if (sessionOf(intent.sessionId)?.status !== "open") return noSuch("open session");
        expired.add(intent.sessionId);
        return done(intent.sessionId);
      }
      case "customer.create":
      case "customer.update":
      case "session.create":
      case "subscription.update":
      case "schedule.create":
      case "schedule.plan":
      case "schedule.release":
      case "invoice.pay":
      case "refund.create":
      case "customer.mark":
      case "balance.adjust":
      case "tax_id.add":
      case "session.close":
      case "email.send":
        throw new Error(`Nobody has recorded a ${intent.kind}.`);
    }
  }

  return {
    happen: ({ customer, endings: ours }, step) => {
      for (const [id, ending] of Object.entries(ours)) endings.set(id, ending);
      for (const now of step.subscriptions) {
        // It was we who had ended it when this was recorded: here it lives until we do so again.
        if (now.status === "canceled" && endings.has(now.stripeSubscriptionId)) continue;
        const { stripeCustomerId: customerId } = customer;
        subscriptions.set(now.stripeSubscriptionId, { customerId, now });
      }
      for (const session of step.sessions) sessions.set(session.id, session);
    },
    gateway: ({ arrives, returns }) => {
      const seeing = async <T>(see: () => T): Promise<T> => {
        await arrives();
        const answer = see();
        await returns();
        return answer;
      };
      return {
        encode,
        send: ({ key, intent }) =>
          seeing(() => {
            const answer = said.get(key) ?? execute(intent);
            said.set(key, answer);
            return answer;
          }),
        look: ({ intent }) =>
          seeing(() =>
            (intent.kind === "subscription.cancel" && ended.has(intent.subscriptionId)) ||
            (intent.kind === "payment.refund" && refunded.has(intent.paymentIntentId)) ||
            (intent.kind === "session.expire" && expired.has(intent.sessionId))
              ? { is: "found", result: { id: "found" } }
              : { is: "none" },
          ),
        subscriptions: (id) =>
          seeing(() =>
            [...subscriptions]
              .filter(([, { customerId }]) => customerId === id)
              .flatMap(([key]) => shown(key) ?? []),
          ),
        subscription: (id: StripeSubscriptionId) => seeing(() => shown(id)),
        session: (id) => seeing(() => sessionOf(id)),
        promotion: () => seeing(() => null),
        hasPurchased: () => seeing(() => true),
        invoices: () => seeing(() => []),
        invoicesSince: () => seeing(() => []),
        invoice: () => seeing(() => null),
        ownerOf: () => Promise.reject(new Error("Nobody has recorded a thin event.")),
        isCustomerDeleted: () => seeing(() => false),
        previewChange: () => Promise.reject(new Error("Nobody asks for a preview.")),
        portal: () => Promise.reject(new Error("Nobody asks for the portal.")),
      };
    },
    told: ({ steps }) => {
      const last = steps.at(-1);
      const own = (last?.subscriptions ?? []).map(({ stripeSubscriptionId: id }) => shown(id));
      return [
        ...own.map((one) => `${one?.stripeSubscriptionId} ${one?.status}`),
        ...own.flatMap((one) =>
          one?.paymentIntentId && refunded.has(one.paymentIntentId)
            ? [`${one.paymentIntentId} paid back`]
            : [],
        ),
        ...(last?.sessions ?? []).map(({ id }) => `${id} ${sessionOf(id)?.status}`),
      ].toSorted();
    },
  };
}

/** Ended at a fixed time, so that when we looked does not show. */
const endedNow = (found: StripeSubscription): StripeSubscription => ({
  ...found,
  status: "canceled",
  canceledAtMs: found.createdAtMs,
  endedAtMs: found.createdAtMs,
});

const done = (id: string): Answer => ({ is: "done", result: { id }, how: "sent" });

const noSuch = (what: string): Answer => ({
  is: "refused",
  status: 404,
  param: "id",
  errorCode: "resource_missing",
  message: `No such ${what}.`,
});
