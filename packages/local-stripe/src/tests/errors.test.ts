import { expect, test } from "vitest";
import { checkout, client, openShop, refused, startLocal } from "./local.ts";

test("every failure has Stripe's envelope: unknown routes, parameters and resources", async () => {
  const { stripe, port } = await startLocal();
  const shop = await openShop(stripe);
  const unknownRoute = await refused(client(port).quotes.list());
  expect(unknownRoute).toMatchObject({ statusCode: 404, rawType: "invalid_request_error" });
  expect(unknownRoute.requestId).toMatch(/^req_/);
  const unknown: Record<string, string> = { emial: "a@example.com" };
  expect(await refused(stripe.customers.create(unknown))).toMatchObject({
    statusCode: 400,
    code: "parameter_unknown",
    param: "emial",
    message: "Received unknown parameter: emial",
  });
  expect(await refused(stripe.customers.retrieve("cus_no"))).toMatchObject({
    statusCode: 404,
    code: "resource_missing",
    param: "id",
    message: "No such customer: 'cus_no'",
  });
  expect(await refused(checkout(stripe, { ...shop, customer: "cus_no" }))).toMatchObject({
    statusCode: 400,
    code: "resource_missing",
    param: "customer",
  });
  expect(await refused(checkout(stripe, { ...shop, price: "price_no" }))).toMatchObject({
    statusCode: 400,
    code: "resource_missing",
    param: "line_items[0][price]",
  });
});

test("no key is 401, a live key is refused, any test key will do", async () => {
  const { url } = await startLocal();
  const ask = async (headers: Record<string, string>) => {
    const response = await fetch(`${url}/v1/customers`, { headers });
    return { status: response.status, body: await response.json() };
  };
  expect(await ask({})).toMatchObject({
    status: 401,
    body: { error: { type: "invalid_request_error" } },
  });
  const live = await ask({ authorization: "Bearer sk_live_51abc" });
  expect(live).toMatchObject({ status: 401 });
  expect(JSON.stringify(live.body)).not.toContain("51abc");
  expect(await ask({ authorization: "Bearer sk_test_anything" })).toMatchObject({ status: 200 });
});

test("the customer of a session must exist and not be deleted", async () => {
  const { stripe } = await startLocal();
  const shop = await openShop(stripe);
  await stripe.customers.del(shop.customer);
  expect((await refused(checkout(stripe, shop))).code).toBe("resource_missing");
});

test("sessions check their addresses, discounts and prices as Stripe does", async () => {
  const { stripe } = await startLocal();
  const shop = await openShop(stripe);
  const embedded = { ui_mode: "embedded_page" } as const;
  expect((await refused(checkout(stripe, shop, embedded))).param).toBe("success_url");
  const noReturn = await refused(
    stripe.checkout.sessions.create({
      ...embedded,
      mode: "subscription",
      customer: shop.customer,
      line_items: [{ price: shop.price }],
    }),
  );
  expect(noReturn).toMatchObject({ code: "parameter_missing", param: "return_url" });
  const types: Record<string, string[]> = { payment_method_types: ["card"] };
  expect((await refused(checkout(stripe, shop, types))).code).toBe("parameter_unknown");
  const { id: coupon } = await stripe.coupons.create({ percent_off: 5 });
  const two = await refused(checkout(stripe, shop, { discounts: [{ coupon }, { coupon }] }));
  expect(two.param).toBe("discounts");
  await stripe.prices.update(shop.price, { active: false });
  expect((await refused(checkout(stripe, shop))).message).toContain("inactive");
});

test("one customer buys in one currency, counting open sessions", async () => {
  const { stripe } = await startLocal();
  const shop = await openShop(stripe);
  const open = await checkout(stripe, shop);
  const euros = await stripe.prices.create({
    product: shop.product,
    currency: "eur",
    unit_amount: 1799,
    recurring: { interval: "month" },
  });
  const inEuros = () => checkout(stripe, { ...shop, price: euros.id });
  expect((await refused(inEuros())).message).toContain(
    "cannot combine currencies on a single customer",
  );
  await stripe.checkout.sessions.expire(open.id);
  expect((await inEuros()).currency).toBe("eur");
});
