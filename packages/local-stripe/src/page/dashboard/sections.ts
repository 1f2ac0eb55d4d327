import type { KindName } from "../../state/kinds.ts";
import type { Store } from "../../state/store.ts";

/** What has a page, by the address that it has in Stripe's dashboard. What signs webhooks or opens a portal has none. */
export const sections = {
  customers: ["customers"],
  subscriptions: ["subscriptions"],
  subscription_schedules: ["subscription_schedules"],
  invoices: ["invoices"],
  invoiceitems: ["invoiceitems"],
  invoice_payments: ["invoice_payments"],
  payments: ["payment_intents", "charges"],
  refunds: ["refunds"],
  setup_intents: ["setup_intents"],
  payment_methods: ["payment_methods"],
  "checkout/sessions": ["checkout_sessions"],
  events: ["events"],
  products: ["products"],
  prices: ["prices"],
  coupons: ["coupons"],
  promotion_codes: ["promotion_codes"],
  discounts: ["discounts"],
  customer_balance_transactions: ["customer_balance_transactions"],
  tax_ids: ["tax_ids"],
  test_clocks: ["test_clocks"],
} as const satisfies Record<string, readonly KindName[]>;

/** The object of a section that has this id; `undefined`: there is none, or no such section. */
export function objectIn(store: Store, section: string, id: string): object | undefined {
  const kinds = Object.entries(sections).find(([name]) => name === section)?.[1] ?? [];
  for (const kind of kinds) {
    const found = store[kind].get(id);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Where the page of an object is; `undefined`: nothing that has a page has this id. */
export function addressOf(store: Store, id: string): string | undefined {
  for (const section of Object.keys(sections)) {
    if (objectIn(store, section, id) !== undefined) return dashboardAddress(section, id);
  }
  return undefined;
}

export const dashboardAddress = (section: string, id: string): string =>
  `/dashboard/${section}/${encodeURIComponent(id)}`;
