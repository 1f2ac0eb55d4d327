import { type Answer, type IntentOf, type Permit, ProviderUnavailable } from "@idem/billing";
import type { Life } from "../scheduler.ts";
import type { Sim } from "../sim.ts";
import { partyOf } from "../trace.ts";
import { execute } from "./execute.ts";
import type { StripeAnswer } from "./state.ts";

const keptMs = 24 * 3_600_000;

export type Read<T> = { what: string; run: () => T; say: (answer: T) => string };

/** A read sees everything that was done before it; when it fails, nothing is known. */
export async function read<T>(sim: Sim, life: Life, { what, run, say }: Read<T>): Promise<T> {
  await sim.scheduler.turn(life);
  const fault = sim.faults.next("stripe");
  const party = partyOf(life.node);
  if (fault !== null) {
    sim.trace.tell(party, "Stripe", () => `${what}  ⚡ ${fault}`);
    throw new ProviderUnavailable(fault);
  }
  const answer = run();
  sim.trace.tell(party, "Stripe", () => `${what} → ${say(answer)}`);
  return answer;
}

type StripePermit = Permit<IntentOf<"stripe">>;

/** Sends a permit's request: it may be lost, answered with a fault, or arrive after its sender has given up or died. */
export function send(sim: Sim, life: Life, permit: StripePermit): Promise<Answer> {
  const { scheduler, clocks, faults, trace } = sim;
  const party = partyOf(life.node);
  if (clocks.databaseMs >= permit.expiresAtMs)
    return Promise.resolve({ is: "unknown", cause: "the permit expired" });
  const fault = faults.next("stripe");
  return new Promise((resolve) => {
    let isAnswered = false;
    const answer = (one: Answer) => {
      if (isAnswered || !life.isAlive) return;
      isAnswered = true;
      const isUnknown = one.is === "unknown" && !one.cause.startsWith("500");
      trace.tell(
        "Stripe",
        party,
        () => `${isUnknown ? "✗ no answer" : brief(one)} (${permit.key})`,
      );
      resolve(unknownIsOver(sim, one));
    };
    trace.tell(party, "Stripe", () => `${requestLine(permit)}${fault ? `  ⚡ ${fault}` : ""}`);
    if (fault === "timeout" || fault === "lost request")
      void scheduler.turn(life).then(() => answer({ is: "unknown", cause: fault }));
    if (fault === "lost request") return;
    scheduler.onTheWire(() => {
      const began = arrive(sim, permit);
      if (began !== "executing") return answer(began);
      scheduler.onTheWire(() => {
        const said = finish(sim, permit, fault);
        answer(fault === "lost answer" ? { is: "unknown", cause: fault } : said);
      });
    });
  });
}

/** Idempotency as Stripe's API v1 does it; a DELETE has no key. */
function arrive({ stripe, clocks }: Sim, { key, request }: StripePermit): Answer | "executing" {
  if (request.method === "DELETE") return "executing";
  const params = JSON.stringify(request);
  const known = stripe.keys.get(key);
  const isForgotten = known?.answer != null && known.savedAtMs + keptMs <= clocks.stripeMs;
  if (known && !isForgotten) {
    if (known.params !== params) return { is: "spent" };
    return known.answer === null ? { is: "busy" } : toAnswer(known.answer, true);
  }
  stripe.keys.set(key, { params, savedAtMs: clocks.stripeMs, answer: null });
  return "executing";
}

function finish(sim: Sim, { key, intent, request }: StripePermit, fault: string | null): Answer {
  const { stripe, clocks } = sim;
  const said = fault === "500" || fault === "saved 500" ? failure : execute(sim, intent);
  const answer = fault === "done 500" ? failure : said;
  const isSaved = fault !== "500" && (answer.status !== 400 || answer.saved);
  const record = stripe.keys.get(key);
  if (record && isSaved) stripe.keys.set(key, { ...record, savedAtMs: clocks.stripeMs, answer });
  else if (request.method === "POST") stripe.keys.delete(key);
  return toAnswer(answer, false);
}

const failure: StripeAnswer = { status: 500 };

function toAnswer(answer: StripeAnswer, isReplay: boolean): Answer {
  switch (answer.status) {
    case 200:
      return { is: "done", result: answer.result, how: "sent" };
    case 400: {
      const { status, param, code: errorCode, message } = answer;
      return { is: "refused", status, param, errorCode, message };
    }
    case 500:
      return isReplay ? { is: "spent" } : { is: "unknown", cause: "500 api_error" };
  }
}

/** For the run in which an unknown outcome frees the key. */
const unknownIsOver = ({ flaws }: Sim, answer: Answer): Answer =>
  answer.is === "unknown" && flaws.has("release on unknown") ? { is: "spent" } : answer;

const brief = (answer: Answer): string => {
  switch (answer.is) {
    case "done":
      return `done: ${answer.result.id}`;
    case "refused":
      return `refused: ${answer.message}`;
    case "unknown":
      return answer.cause;
    case "busy":
      return "409 key in use";
    case "spent":
      return "the saved 500 again";
  }
};

const requestLine = ({ intent, key }: StripePermit): string => {
  switch (intent.kind) {
    case "customer.create":
    case "customer.update":
      return `${intent.kind} (${key})`;
    case "session.create":
      return `${intent.kind} ${intent.checkoutId} ${intent.priceId} ${intent.code ?? ""} (${key})`;
    case "session.expire":
      return `expire ${intent.sessionId} (${key})`;
    case "subscription.cancel":
      return `cancel ${intent.subscriptionId} as ${intent.reason}`;
    case "payment.refund":
      return `refund ${intent.paymentIntentId} (${key})`;
    case "refund.create":
      return `refund ${intent.amount} of ${intent.paymentIntentId} (${key})`;
    case "subscription.update":
      return `${intent.change.is} ${intent.subscriptionId} (${key})`;
    case "schedule.create":
      return `schedule ${intent.subscriptionId} (${key})`;
    case "schedule.plan":
      return `plan ${intent.to.priceId} in ${intent.scheduleId} (${key})`;
    case "schedule.release":
      return `release ${intent.scheduleId} (${key})`;
    case "invoice.pay":
      return `pay ${intent.invoiceId} (${key})`;
    case "customer.mark":
    case "balance.adjust":
    case "tax_id.add":
    case "session.close":
      return `${intent.kind} (${key})`;
  }
};
