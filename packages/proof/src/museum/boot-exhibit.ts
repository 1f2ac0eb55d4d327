import { quoteFor, refuse, type StripeSubscriptionId, toStripeSubscriptionId } from "@idem/domain";
import type { Boot } from "../simulator/node.ts";
import type { Sim } from "../simulator/sim.ts";
import { prices } from "../simulator/stripe/prices.ts";
import type { Exhibit } from "./exhibit.ts";
import { createTools, NoAnswer } from "./tools.ts";

/** Runs an exhibit where the product would run. An answer that does not come is an error page, not a fault. */
export const bootExhibit =
  ({ build }: Exhibit): Boot =>
  (sim, life) => {
    const product = build(createTools(sim, life));
    return {
      billing: {
        start: async ({ accountId, priceId }) => {
          const price = prices.find(({ id }) => id === priceId);
          const unavailable = refuse("provider_unavailable");
          const sessionId = await product.checkout(accountId, priceId).catch((error: unknown) => {
            if (error instanceof NoAnswer) return null;
            throw error;
          });
          const session = sim.stripe.sessions.get(sessionId ?? "cs_none");
          if (!price || !session) return unavailable;
          return {
            is: "ready",
            checkoutId: session.checkoutId,
            sessionId: session.id,
            quote: quoteFor(price, { is: "none" }),
            ui: "embedded",
            clientSecret: `${session.id}_secret`,
          };
        },
        status: async () => ({ is: "unknown", next: "none", message: "" }),
      },
      inbox: {
        store: async ({ id }) => {
          const event = sim.stripe.outbox.find((one) => one.id === id);
          if (event) await product.event?.(event);
          return true;
        },
      },
      sweep: async () => 0,
      processEvents: async () => 0,
    };
  };

/** What an exhibit has left behind, once everything is at rest. */
export function judgeExhibit({ stripe, tables, violations }: Sim): void {
  const live = [...stripe.subscriptions.values()].filter(({ status }) => status === "active");
  if (live.length > 1)
    violations.push(`G3: ${live.map(({ id }) => id).join(" and ")} both live at Stripe.`);
  for (const row of tables.rows.values()) {
    const id: StripeSubscriptionId = toStripeSubscriptionId(row["subscription"] ?? "sub_none");
    const truth = stripe.subscriptions.get(id);
    if (truth && truth.status !== row["status"])
      violations.push(`G5: the row says ${id} is ${row["status"]}, Stripe says ${truth.status}.`);
  }
}
