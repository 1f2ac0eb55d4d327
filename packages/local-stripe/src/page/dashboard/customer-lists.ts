import { rateOf } from "../../billing/invoice-lines.ts";
import { formatAmount } from "../../billing/money.ts";
import type { World } from "../../state/world.ts";
import type { Event } from "../../wire/stored.ts";
import type { Html } from "../html.ts";
import { type ListLine, listPart } from "./list-part.ts";

/** What a customer has: each kind with its latest objects. */
export function customerLists({ store }: World, customer: string): Html[] {
  const scope = { index: "customer", key: customer };
  return [
    listPart({
      title: "Subscriptions",
      section: "subscriptions",
      lines: lined(store.subscriptions.newestFirst(scope), ({ status, items }) => {
        const [item] = items.data;
        return item === undefined ? { text: status } : { text: status, amount: rateOf(item.price) };
      }),
    }),
    listPart({
      title: "Invoices",
      section: "invoices",
      lines: lined(store.invoices.newestFirst(scope), ({ number, status, total, currency }) => ({
        text: [number, status].filter((word) => word !== null).join(" · "),
        amount: formatAmount(total, currency),
      })),
    }),
    listPart({
      title: "Payments",
      section: "payments",
      lines: lined(store.payment_intents.newestFirst(scope), ({ status, amount, currency }) => ({
        text: status,
        amount: formatAmount(amount, currency),
      })),
    }),
    listPart({
      title: "Checkout sessions",
      section: "checkout/sessions",
      lines: lined(store.checkout_sessions.newestFirst(scope), (session) => ({
        text: session.status ?? "",
        amount: formatAmount(session.amount_total ?? 0, session.currency ?? "usd"),
      })),
    }),
    listPart({
      title: "Events",
      section: "events",
      lines: eventLines(store.events.newestFirst(), ({ data: { object } }) =>
        [object["customer"], object["id"]].includes(customer),
      ),
    }),
  ];
}

/** The events that are meant, as lines. Their number is that of thirty days at most. */
export function* eventLines(
  events: Iterable<[string, Event]>,
  isMeant: (event: Event) => boolean,
): Iterable<ListLine> {
  for (const [id, event] of events) {
    if (isMeant(event)) yield { id, created: event.created, text: event.type };
  }
}

function* lined<T extends { created: number }>(
  objects: Iterable<[string, T]>,
  line: (object: T) => Omit<ListLine, "id" | "created">,
): Iterable<ListLine> {
  for (const [id, object] of objects) yield { id, created: object.created, ...line(object) };
}
