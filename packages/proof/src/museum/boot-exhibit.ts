import { quoteFor } from "@idem/domain";
import { ConnectionCut } from "../simulator/database/statement.ts";
import type { Boot } from "../simulator/node.ts";
import { prices } from "../simulator/stripe/prices.ts";
import { bareErrorPage, ErrorPageShown } from "./error-page.ts";
import type { Exhibit } from "./exhibit.ts";
import { createTools, NoAnswer, StripeSaysNo } from "./tools.ts";

/** Runs an exhibit where the product would run. What Stripe does not answer, or refuses, is an error page, not a fault. */
export const bootExhibit =
  ({ build, askedBy }: Exhibit, noes: string[]): Boot =>
  (sim, life) => {
    const product = build(createTools(sim, life, noes));
    return {
      billing: {
        start: async ({ accountId, priceId, code, revision }) => {
          const userId = askedBy ?? accountId.replace("acc_", "user_");
          const asked = { priceId, code, revision, userId };
          const answer = await product.checkout(accountId, asked).catch(toErrorPage);
          if (typeof answer === "object") throw new ErrorPageShown(answer.error);
          const price = prices.find(({ id }) => id === priceId);
          const session = sim.stripe.sessions.get(answer);
          if (!price || !session) throw new Error(`There is no ${answer} at Stripe.`);
          // An exhibit has no checkout rows by which the simulator could know its sessions.
          sim.tables.presentable.add(session.id);
          return {
            is: "ready",
            checkoutId: session.checkoutId,
            sessionId: session.id,
            quote: { ...quoteFor(price, { is: "none" }), dueToday: session.amountTotal },
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

function toErrorPage(error: unknown) {
  if (error instanceof NoAnswer || error instanceof StripeSaysNo || error instanceof ConnectionCut)
    return { error: bareErrorPage };
  throw error;
}
