import type { Step } from "./step.ts";

export type Undoing =
  | { is: "step"; step: Step }
  /** It left nothing behind. */
  | { is: "nothing" }
  | { is: "impossible"; why: string };

/** What takes a step back, once it was carried out; or why nothing can. */
export function undoStep(step: Step): Undoing {
  switch (step.is) {
    case "mark": {
      const { metadata: before, before: metadata, customerId } = step;
      return { is: "step", step: { is: "mark", customerId, metadata, before } };
    }
    case "adjust":
      return { is: "step", step: { ...step, amount: -step.amount } };
    case "relink":
      return step.from === null
        ? { is: "impossible", why: `The row keeps ${step.to}: there was none before.` }
        : { is: "step", step: { is: "relink", from: step.to, to: step.from } };
    case "cancel":
      return {
        is: "impossible",
        why: `Stripe cannot revive ${step.subscriptionId}, which has ended.`,
      };
    case "refund":
      return { is: "impossible", why: `What ${step.paymentIntentId} paid has been paid back.` };
    case "close":
      return { is: "impossible", why: `Stripe cannot open ${step.sessionId} again.` };
    case "tax":
      return { is: "impossible", why: `${step.customerId} keeps ${step.type} ${step.value}, too.` };
    case "forget":
      return { is: "impossible", why: `${step.customerId} was deleted at Stripe before.` };
    case "look":
    case "sync":
    case "resume":
    case "advise":
      return { is: "nothing" };
  }
}
