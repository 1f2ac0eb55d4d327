import type { KindName, Kinds } from "../state/kinds.ts";
import { collectionOf } from "../state/store.ts";
import type { World } from "../state/world.ts";
import { missing } from "../wire/failure.ts";
import { type Customer, type Deleted, isDeleted } from "../wire/stored.ts";

/** How Stripe names each kind in `No such …`. */
const nouns: Partial<Record<KindName, string>> = {
  customers: "customer",
  products: "product",
  prices: "price",
  coupons: "coupon",
  promotion_codes: "promotion code",
  checkout_sessions: "checkout.session",
  subscriptions: "subscription",
  subscription_schedules: "subscription_schedule",
  invoices: "invoice",
  invoiceitems: "invoiceitem",
  customer_balance_transactions: "customer_balance_transaction",
  tax_ids: "tax_id",
  invoice_payments: "invoice_payment",
  payment_methods: "PaymentMethod",
  payment_intents: "payment_intent",
  setup_intents: "setupintent",
  charges: "charge",
  refunds: "refund",
  events: "event",
  webhook_endpoints: "webhook endpoint",
  billing_portal_configurations: "configuration",
  test_clocks: "test clock",
};

const nounOf = (kind: KindName): string => nouns[kind] ?? kind;

type Live<T> = Exclude<T, Deleted>;

/** The object, deleted or not; else `No such …`, 404 for the path (`param` absent), 400 for a parameter. */
export function findAny<Name extends KindName>(
  world: World,
  kind: Name,
  { id, param }: { id: string; param?: string },
): Kinds[Name] {
  const found = collectionOf(world.store, kind).get(id);
  if (found === undefined) throw missing(nounOf(kind), id, param);
  return found;
}

/** The object, unless it is missing or deleted. */
export function find<Name extends KindName>(
  world: World,
  kind: Name,
  place: { id: string; param?: string },
): Live<Kinds[Name]> {
  const found = findAny(world, kind, place);
  if (isLive<Kinds[Name]>(found)) return found;
  throw missing(nounOf(kind), place.id, place.param);
}

const isLive = <T extends object>(value: T): value is Live<T> => !isDeleted(value);

export const liveCustomer = (world: World, id: string): Customer =>
  find(world, "customers", { id, param: "customer" });
