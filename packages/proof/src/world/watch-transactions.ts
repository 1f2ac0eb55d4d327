import { AsyncLocalStorage } from "node:async_hooks";
import type { Decorate } from "@idem/server";

/**
 * Notices every call to Stripe that is made on the call path of something that may hold a transaction: a transition, or
 * any step of the journal. `encode` is left alone, as it calls nobody.
 */
export function watchTransactions(): { decorate: Decorate; calls: () => number; inside: string[] } {
  const holding = new AsyncLocalStorage<string>();
  const inside: string[] = [];
  let calls = 0;
  const watched = <A extends unknown[], R>(name: string, call: (...args: A) => R) => {
    return (...args: A): R => {
      calls += 1;
      const holder = holding.getStore();
      if (holder !== undefined) inside.push(`${name} inside ${holder}`);
      return call(...args);
    };
  };
  const held = <A extends unknown[], R>(name: string, call: (...args: A) => R) => {
    return (...args: A): R => holding.run(name, () => call(...args));
  };
  const decorate: Decorate = (ports) => {
    const { gateway, journal } = ports;
    return {
      ...ports,
      transition: (focus, decide) =>
        holding.run("transition", () => ports.transition(focus, decide)),
      journal: {
        claim: held("claim", journal.claim),
        claimDue: held("claimDue", journal.claimDue),
        settle: held("settle", journal.settle),
        renew: held("renew", journal.renew),
      },
      gateway: {
        encode: gateway.encode,
        send: watched("send", gateway.send),
        look: watched("look", gateway.look),
        promotion: watched("promotion", gateway.promotion),
        hasPurchased: watched("hasPurchased", gateway.hasPurchased),
        subscriptions: watched("subscriptions", gateway.subscriptions),
        subscription: watched("subscription", gateway.subscription),
        session: watched("session", gateway.session),
        invoices: watched("invoices", gateway.invoices),
        invoicesSince: watched("invoicesSince", gateway.invoicesSince),
        invoice: watched("invoice", gateway.invoice),
        ownerOf: watched("ownerOf", gateway.ownerOf),
        isCustomerDeleted: watched("isCustomerDeleted", gateway.isCustomerDeleted),
        previewChange: watched("previewChange", gateway.previewChange),
        portal: watched("portal", gateway.portal),
      },
    };
  };
  return { decorate, calls: () => calls, inside };
}
