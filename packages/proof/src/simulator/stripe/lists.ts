import type { StripeLists } from "@idem/billing";
import type { Life } from "../scheduler.ts";
import type { Sim } from "../sim.ts";
import { toSubscription } from "./gateway.ts";
import { read } from "./wire.ts";

/** Stripe's lists behind billing's port: two items a page, so that much may happen between two pages. */
export function createLists(sim: Sim, life: Life): StripeLists {
  const { stripe } = sim;
  const page = <T extends { id: string }, R>(
    what: string,
    { cursor, all, show }: { cursor: string | null; all: () => T[]; show: (one: T) => R },
  ) =>
    read(sim, life, {
      what: `list ${what}`,
      run: () => {
        // Newest first; what has left the list meanwhile leaves its place behind.
        const newest = all().toReversed();
        const from = cursor === null ? 0 : newest.findIndex(({ id }) => id === cursor) + 1;
        const items = newest.slice(from, from + pageSize);
        const hasMore = newest.length > from + pageSize;
        return { items: items.map(show), next: hasMore ? (items.at(-1)?.id ?? null) : null };
      },
      say: ({ items }) => `${items.length}`,
    });
  return {
    subscriptions: (cursor) =>
      page("subscriptions", {
        cursor,
        all: () => [...stripe.subscriptions.values()],
        show: (one) => ({
          id: one.id,
          customerId: one.customerId,
          accountId: one.accountId,
          subscription: toSubscription(sim, one),
        }),
      }),
    customers: (cursor) =>
      page("customers", {
        cursor,
        all: () =>
          [...stripe.customers.values()].filter((one) => !one.deleted || one.id === cursor),
        show: ({ id, accountId }) => ({ id, accountId, isRetired: false }),
      }),
    openSessions: (cursor) =>
      page("open sessions", {
        cursor,
        all: () =>
          [...stripe.sessions.values()].filter((one) => one.status === "open" || one.id === cursor),
        show: ({ id }) => ({ id }),
      }),
    customer: (id) =>
      read(sim, life, {
        what: id,
        run: () => {
          const found = [...stripe.customers.values()].find((one) => one.id === id);
          if (found === undefined) return { is: "unknown" as const };
          if (found.deleted) return { is: "deleted" as const };
          const { email, effect } = found;
          return { is: "living" as const, id: found.id, email, name: "Pat", effect };
        },
        say: (standing) => standing.is,
      }),
  };
}

const pageSize = 2;
