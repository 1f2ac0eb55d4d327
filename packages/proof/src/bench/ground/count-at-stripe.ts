import type Stripe from "stripe";

/** What is at Stripe for the buyers since the last count. */
export type AtStripe = {
  /** Buyers with a customer, and customers beyond the first of each. */
  buyers: number;
  extraCustomers: number;
  /** Sessions that can be paid now, beyond the first of each buyer: each paid one is a subscription. */
  extraSessions: number;
};

/** Counts from where the last count ended. By e-mail, which every arm gives. */
export function countAtStripe(stripe: Stripe): () => Promise<AtStripe> {
  let lastCustomer: string | null = null;
  let lastSession: string | null = null;
  const emails = new Map<string, string>();
  return async () => {
    const customers = await newer(stripe.customers, lastCustomer);
    const sessions = await newer(stripe.checkout.sessions, lastSession);
    lastCustomer = customers[0]?.id ?? lastCustomer;
    lastSession = sessions[0]?.id ?? lastSession;
    for (const { id, email } of customers) emails.set(id, email ?? id);
    const buyers = new Set(customers.map(({ id }) => emails.get(id))).size;
    const payable = sessions
      .filter(({ status }) => status === "open")
      .map(({ id, customer }) => (typeof customer === "string" ? emails.get(customer) : id));
    return {
      buyers,
      extraCustomers: customers.length - buyers,
      extraSessions: payable.length - new Set(payable).size,
    };
  };
}

type Listed = { id: string };
type Lists<T> = {
  list(page: { limit: number; starting_after?: string }): Promise<{ data: T[]; has_more: boolean }>;
};

/** Newest first, down to `last` (excluded). */
async function newer<T extends Listed>(resource: Lists<T>, last: string | null): Promise<T[]> {
  const found: T[] = [];
  while (true) {
    const after = found.at(-1);
    const page = await resource.list({
      limit: 100,
      ...(after === undefined ? {} : { starting_after: after.id }),
    });
    for (const one of page.data) {
      if (one.id === last) return found;
      found.push(one);
    }
    if (!page.has_more) return found;
  }
}
