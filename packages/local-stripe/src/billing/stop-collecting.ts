import { change, type World } from "../state/world.ts";

/**
 * Takes what a subscription has not been paid for out of automatic collection: Stripe does so when the
 * subscription ends. The invoices stay as they are, and can still be paid by hand.
 */
export function stopCollecting(world: World, subscription: string): void {
  const scope = { index: "subscription", key: subscription };
  for (const [, invoice] of [...world.store.invoices.newestFirst(scope)]) {
    const unpaid = invoice.status === "open" || invoice.status === "draft";
    if (!unpaid || (!invoice.auto_advance && invoice.next_payment_attempt === null)) continue;
    change(
      world,
      { kind: "invoices", event: "invoice.updated" },
      {
        ...invoice,
        auto_advance: false,
        automatically_finalizes_at: null,
        next_payment_attempt: null,
      },
    );
  }
}
