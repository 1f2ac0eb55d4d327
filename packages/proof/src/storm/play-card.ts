import { type ReceivedEvent, syncAccount } from "@idem/billing";
import type { Actor } from "@idem/domain";
import { accountRow } from "../simulator/database/tables.ts";
import type { SimNode } from "../simulator/node.ts";
import type { Card } from "./deal.ts";
import { openedBy } from "./opened-by.ts";
import type { Table } from "./table.ts";

const customer: Actor = { source: "customer", userId: null, requestId: null };

/** Does what a card says; what it begins goes on among everything else. */
export function playCard(table: Table, card: Card, node: SimNode): void {
  const { sim, stripe } = table;
  switch (card.do) {
    case "step": {
      const { step, history } = card;
      if (step.is === "happened") {
        stripe.happen(history, step);
        return;
      }
      table.isOpening = true;
      node.begin("a start", async () => {
        const { accountId } = history;
        const ports = table.ports.get(node.name);
        if (ports !== undefined) {
          await syncAccount(ports, accountId, customer);
          await ports.transition({ accountId, actor: customer }, (state) =>
            openedBy(state, step.checkout),
          );
        }
        stripe.happen(history, step);
        table.isOpening = false;
      });
      return;
    }
    case "deliver":
      table.deliveries += 1;
      deliver(node, card.event);
      return;
    case "look": {
      const { accountId } = card.history;
      const { checkouts } = accountRow(sim.tables, accountId);
      const sessionId = checkouts.at(-1)?.stripeSessionId ?? "cs_none";
      node.begin("the return page", ({ billing }) =>
        billing.status({ accountId, sessionId, requestId: "req_storm" }),
      );
      return;
    }
    case "crash":
      node.crash();
  }
}

/** The door stores the event and nudges the worker. */
export function deliver(node: SimNode, event: ReceivedEvent): void {
  node.begin("the webhook door", async ({ inbox }) => {
    await inbox.store(event);
    node.processEvents();
  });
}
