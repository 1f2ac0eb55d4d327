import { expect, test } from "vitest";
import { card, checkout, openShop, refused, startLocal } from "./local.ts";

test("pages go from newest to oldest and back, without gaps", async () => {
  const { stripe } = await startLocal();
  const ids: string[] = [];
  for (let n = 0; n < 25; n++) ids.unshift((await stripe.customers.create({})).id);
  const first = await stripe.customers.list();
  expect(first.data.map(({ id }) => id)).toEqual(ids.slice(0, 10));
  expect(first.has_more).toBe(true);
  const next = await stripe.customers.list({ starting_after: ids[9] ?? "", limit: 20 });
  expect(next.data.map(({ id }) => id)).toEqual(ids.slice(10));
  expect(next.has_more).toBe(false);
  const back = await stripe.customers.list({ ending_before: ids[10] ?? "", limit: 3 });
  expect(back.data.map(({ id }) => id)).toEqual(ids.slice(7, 10));
  const all = await stripe.customers.list({ limit: 3 }).autoPagingToArray({ limit: 100 });
  expect(all.map(({ id }) => id)).toEqual(ids);
});

test("lists by e-mail are read-after-write and leave deleted customers out", async () => {
  const { stripe } = await startLocal();
  const { id } = await stripe.customers.create({ email: "a@example.com" });
  await stripe.customers.create({ email: "b@example.com" });
  const list = () => stripe.customers.list({ email: "a@example.com" });
  expect((await list()).data.map((customer) => customer.id)).toEqual([id]);
  await stripe.customers.del(id);
  expect((await list()).data).toEqual([]);
  expect(await stripe.customers.retrieve(id)).toMatchObject({ id, deleted: true });
});

test("search lags behind, lists do not", async () => {
  const { stripe, control } = await startLocal();
  const customer = await stripe.customers.create({
    email: "a@example.com",
    metadata: { account: "7" },
  });
  const search = () =>
    stripe.customers.search({ query: "email:'a@example.com' AND metadata['account']:'7'" });
  expect((await search()).data).toEqual([]);
  await control("clock", { advanceMs: 2000 });
  expect((await search()).data.map(({ id }) => id)).toEqual([customer.id]);
  expect((await stripe.customers.search({ query: "-metadata['account']:'7'" })).data).toEqual([]);
});

test("limits and cursors that make no sense are refused", async () => {
  const { stripe } = await startLocal();
  expect((await refused(stripe.customers.list({ limit: 101 }))).param).toBe("limit");
  expect((await refused(stripe.customers.list({ limit: 0 }))).param).toBe("limit");
  const unknown = await refused(stripe.customers.list({ starting_after: "cus_no" }));
  expect(unknown).toMatchObject({ code: "resource_missing", param: "starting_after" });
});

test("expand reaches four levels, through lists, and refuses what is no reference", async () => {
  const { stripe, pay } = await startLocal();
  const shop = await openShop(stripe);
  const session = await checkout(stripe, shop);
  expect(session.line_items).toBeUndefined();
  await pay(session.id, { card });
  const paid = await stripe.checkout.sessions.retrieve(session.id, {
    expand: [
      "line_items.data.price.product",
      "subscription.latest_invoice.payments.data",
      "customer",
    ],
  });
  expect(paid).toMatchObject({
    customer: { email: "buyer@example.com" },
    line_items: { data: [{ price: { product: { name: "Plus" } } }] },
    subscription: { latest_invoice: { payments: { data: [{ status: "paid" }] } } },
  });
  const { data } = await stripe.subscriptions.list({
    expand: ["data.customer", "data.default_payment_method"],
  });
  expect(data).toMatchObject([
    {
      customer: { email: "buyer@example.com" },
      default_payment_method: { card: { last4: "4242" } },
    },
  ]);
  const wrong = await refused(stripe.customers.retrieve(shop.customer, { expand: ["email"] }));
  expect(wrong.message).toContain("cannot be expanded");
  const deep = await refused(stripe.subscriptions.list({ expand: ["data.a.b.c.d"] }));
  expect(deep.message).toContain("4 levels");
  await stripe.customers.del(shop.customer);
  const ended = await stripe.subscriptions.list({
    status: "all",
    expand: ["data.customer.invoice_settings.default_payment_method"],
  });
  expect(ended.data).toMatchObject([{ customer: { deleted: true } }]);
});

test("prices are found by lookup key, which one active price has until it is transferred", async () => {
  const { stripe } = await startLocal();
  const { product, price } = await openShop(stripe);
  await stripe.prices.update(price, { lookup_key: "plus_month" });
  const params = {
    product,
    currency: "usd",
    unit_amount: 2999,
    recurring: { interval: "month" },
    lookup_key: "plus_month",
  } as const;
  expect((await refused(stripe.prices.create(params))).code).toBe("resource_already_exists");
  const next = await stripe.prices.create({ ...params, transfer_lookup_key: true });
  const { data } = await stripe.prices.list({
    lookup_keys: ["plus_month"],
    expand: ["data.product"],
  });
  expect(data).toMatchObject([{ id: next.id, product: { id: product } }]);
});
