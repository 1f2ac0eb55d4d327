import type { Gateway, Ports } from "@idem/billing";
import type { Turnstiles } from "./create-turnstiles.ts";

/** Whoever asks Stripe, or waits for somebody else's answer, does not count as busy meanwhile. */
export function standAside(ports: Ports, { buyers, bells }: Turnstiles): Ports {
  const { gateway, pause } = ports;
  const aside = <T>(wait: () => Promise<T>) => buyers.aside(() => bells.aside(wait));
  const asking: Gateway = {
    encode: gateway.encode,
    send: (permit) => aside(() => gateway.send(permit)),
    look: (permit) => aside(() => gateway.look(permit)),
    promotion: (code) => aside(() => gateway.promotion(code)),
    hasPurchased: (id) => aside(() => gateway.hasPurchased(id)),
    subscriptions: (id) => aside(() => gateway.subscriptions(id)),
    subscription: (id) => aside(() => gateway.subscription(id)),
    session: (id) => aside(() => gateway.session(id)),
    invoices: (id, page) => aside(() => gateway.invoices(id, page)),
    invoice: (customerId, id) => aside(() => gateway.invoice(customerId, id)),
    invoicesSince: (id, knownId) => aside(() => gateway.invoicesSince(id, knownId)),
    ownerOf: (object) => aside(() => gateway.ownerOf(object)),
    isCustomerDeleted: (id) => aside(() => gateway.isCustomerDeleted(id)),
    previewChange: (change) => aside(() => gateway.previewChange(change)),
    portal: (id, visit) => aside(() => gateway.portal(id, visit)),
  };
  return { ...ports, gateway: asking, pause: (ms) => aside(() => pause(ms)) };
}
