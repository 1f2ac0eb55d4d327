import { newCustomer } from "../resources/customers.ts";
import { liveCustomer } from "../resources/find.ts";
import { add, type World } from "../state/world.ts";
import type { CheckoutSession, Customer } from "../wire/stored.ts";

/** What a person enters of themselves on the pay page. */
export type Entered = { email?: string | undefined; name?: string | undefined };

/** The session's customer, or a new one made of what was entered. */
export function buyerOf(world: World, session: CheckoutSession, entry: Entered): Customer {
  if (session.customer !== null) return liveCustomer(world, session.customer);
  const customer: Customer = {
    ...newCustomer(world),
    email: entry.email ?? session.customer_email,
    name: entry.name ?? null,
  };
  add(world, { kind: "customers", event: "customer.created" }, customer);
  return customer;
}

/** `customer_details` once a session is complete. */
export function detailsOf(
  session: CheckoutSession,
  buyer: Pick<Customer, "email" | "name"> | null,
  entry: Entered,
): CheckoutSession["customer_details"] {
  const details = session.customer_details;
  return {
    business_name: null,
    individual_name: null,
    address: {
      city: null,
      country: "US",
      line1: null,
      line2: null,
      postal_code: null,
      state: null,
    },
    phone: null,
    tax_exempt: "none",
    tax_ids: [],
    ...details,
    email: entry.email ?? details?.email ?? buyer?.email ?? null,
    name: entry.name ?? details?.name ?? buyer?.name ?? null,
  };
}
