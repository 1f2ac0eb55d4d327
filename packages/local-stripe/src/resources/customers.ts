import { recordBalance } from "../billing/balance.ts";
import { joinClock } from "../billing/test-clock.ts";
import { checkMethod } from "../changes/settings.ts";
import { del, get, post, type Route } from "../http/route.ts";
import { add, change, type World } from "../state/world.ts";
import { addressFields, toAddress } from "../wire/address.ts";
import { badParameter } from "../wire/failure.ts";
import { newId, randomText } from "../wire/id.ts";
import { listPage, pageFields, range } from "../wire/list.ts";
import { changedMetadata, metadata } from "../wire/metadata.ts";
import {
  fields,
  ignored,
  integer,
  listOf,
  oneOf,
  optional,
  type Read,
  type Reader,
  text,
  unsettable,
} from "../wire/read.ts";
import type { Customer } from "../wire/stored.ts";
import { deleteCustomer } from "./delete-customer.ts";
import { find, findAny } from "./find.ts";
import { searchFields, searchPage } from "./search.ts";

/** Stripe's own check is as mild: something, an at sign, a domain with a dot. */
const email: Reader<string> = (form, path) => {
  const value = text(form, path);
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) && value.length <= 512) return value;
  throw badParameter(`Invalid email address: ${value}`, path, "email_invalid");
};

const shipping = fields({
  address: optional(addressFields),
  name: optional(text),
  phone: optional(text),
  carrier: optional(text),
  tracking_number: optional(text),
});

const writable = {
  address: optional(unsettable(addressFields)),
  balance: optional(integer),
  description: optional(unsettable(text)),
  email: optional(unsettable(email)),
  invoice_prefix: optional(text),
  invoice_settings: optional(
    fields({
      custom_fields: optional(ignored),
      default_payment_method: optional(unsettable(text)),
      footer: optional(unsettable(text)),
      rendering_options: optional(ignored),
    }),
  ),
  metadata: optional(metadata),
  name: optional(unsettable(text)),
  business_name: optional(unsettable(text)),
  individual_name: optional(unsettable(text)),
  next_invoice_sequence: optional(integer),
  phone: optional(unsettable(text)),
  preferred_locales: optional(listOf(text)),
  shipping: optional(unsettable(shipping)),
  source: optional(ignored),
  tax: optional(ignored),
  tax_exempt: optional(oneOf("none", "exempt", "reverse")),
};
const updateParams = fields(writable);
const createParams = fields({
  ...writable,
  payment_method: optional(text),
  tax_id_data: optional(ignored),
  test_clock: optional(text),
});
type Change = Read<typeof updateParams>;

const kept = <T>(after: T | undefined, before: T): T => (after === undefined ? before : after);

function changed(world: World, before: Customer, params: Change): Customer {
  const method = params.invoice_settings?.default_payment_method;
  if (typeof method === "string") {
    const param = "invoice_settings[default_payment_method]";
    checkMethod(world, before.id, { id: method, param });
  }
  const { address, shipping: sent } = params;
  const named = { business_name: params.business_name, individual_name: params.individual_name };
  return {
    ...before,
    ...(typeof named.business_name === "string" ? { business_name: named.business_name } : {}),
    ...(typeof named.individual_name === "string"
      ? { individual_name: named.individual_name }
      : {}),
    address: address === undefined ? (before.address ?? null) : address && toAddress(address),
    balance: kept(params.balance, before.balance),
    description: kept(params.description, before.description),
    email: kept(params.email, before.email),
    name: kept(params.name, before.name ?? null),
    phone: kept(params.phone, before.phone ?? null),
    invoice_prefix: kept(params.invoice_prefix, before.invoice_prefix ?? null),
    next_invoice_sequence: kept(params.next_invoice_sequence, before.next_invoice_sequence ?? 1),
    preferred_locales: kept(params.preferred_locales, before.preferred_locales ?? []),
    tax_exempt: kept(params.tax_exempt, before.tax_exempt ?? "none"),
    metadata: changedMetadata(before.metadata, params.metadata),
    shipping:
      sent === undefined
        ? before.shipping
        : sent && {
            address: toAddress(sent.address ?? {}),
            carrier: sent.carrier ?? null,
            name: sent.name ?? "",
            phone: sent.phone ?? null,
            tracking_number: sent.tracking_number ?? null,
          },
    invoice_settings: {
      ...before.invoice_settings,
      default_payment_method: kept(method, before.invoice_settings.default_payment_method),
      footer: kept(params.invoice_settings?.footer, before.invoice_settings.footer),
    },
  };
}

/** A customer with nothing set, as of now; Checkout makes one of these too. */
export function newCustomer(world: World): Customer {
  return {
    id: newId("cus", 14),
    object: "customer",
    address: null,
    balance: 0,
    created: world.now(),
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: randomText(8).toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: "none",
    test_clock: null,
  };
}

export const customerRoutes: Route[] = [
  post("/v1/customers", createParams, ({ world, params }) => {
    const { test_clock: clock } = params;
    const drawn = changed(world, newCustomer(world), params);
    const customer =
      clock === undefined
        ? drawn
        : joinClock(
            world,
            find(world, "test_clocks", { id: clock, param: "test_clock" }).id,
            drawn,
          );
    add(world, { kind: "customers", event: "customer.created" }, customer);
    return customer;
  }),
  get(
    "/v1/customers",
    fields({
      ...pageFields,
      email: optional(text),
      created: optional(range),
      test_clock: optional(text),
    }),
    ({ world, params }) => {
      const { created, email: key, test_clock: clock } = params;
      const byEmail = key === undefined ? {} : { index: "email", key };
      return listPage(world.store.customers, params, {
        url: "/v1/customers",
        what: "customer",
        scope: clock === undefined ? byEmail : { index: "test_clock", key: clock },
        // Without naming a clock, Stripe lists nobody who lives on one.
        where: (customer) =>
          "email" in customer &&
          (customer.test_clock ?? undefined) === clock &&
          (key === undefined || customer.email === key) &&
          (created?.(customer.created) ?? true),
      });
    },
  ),
  get("/v1/customers/search", searchFields, ({ world, params }) =>
    searchPage(world, params, { kind: "customers", url: "/v1/customers/search" }),
  ),
  get("/v1/customers/:id", fields({}), ({ world, id }) => findAny(world, "customers", { id })),
  post("/v1/customers/:id", updateParams, ({ world, params, id }) => {
    const before = find(world, "customers", { id });
    const after = changed(world, before, params);
    const amount = after.balance - before.balance;
    if (amount !== 0) {
      const currency = before.currency ?? "usd";
      recordBalance(world, id, { amount, ending: after.balance, currency, type: "adjustment" });
    }
    return change(world, { kind: "customers", event: "customer.updated" }, after);
  }),
  del("/v1/customers/:id", fields({}), ({ world, id }) => deleteCustomer(world, id)),
];
