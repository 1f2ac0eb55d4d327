import { expect, test } from "vitest";
import { card, checkout, openShop, startLocal } from "./local.ts";

const read = async (address: string) => {
  const response = await fetch(address, { redirect: "manual" });
  return { status: response.status, headers: response.headers, text: await response.text() };
};

test("the hosted page shows the order, and leads on once it is paid", async () => {
  const { stripe, pay } = await startLocal();
  const shop = await openShop(stripe);
  const { id: coupon } = await stripe.coupons.create({ percent_off: 20, duration: "forever" });
  await stripe.promotionCodes.create({ promotion: { type: "coupon", coupon }, code: "WELCOME20" });
  const [code] = (await stripe.promotionCodes.list({ code: "WELCOME20" })).data;
  const session = await checkout(stripe, shop, { discounts: [{ promotion_code: code?.id ?? "" }] });
  const open = await read(session.url ?? "");
  for (const part of ["WELCOME20", "−$4.00", "Pay $15.99", "Then $15.99 / month"]) {
    expect(open.text).toContain(part);
  }
  await pay(session.id, { card });
  const paid = await read(session.url ?? "");
  expect(paid.status).toBe(303);
  expect(paid.headers.get("location")).toBe(`https://example.com/done?session=${session.id}`);
});

test("the embedded page needs the client secret", async () => {
  const { stripe, url } = await startLocal();
  const shop = await openShop(stripe);
  const session = await stripe.checkout.sessions.create({
    mode: "subscription",
    ui_mode: "embedded_page",
    customer: shop.customer,
    return_url: "https://example.com/return",
    line_items: [{ price: shop.price, quantity: 1 }],
  });
  expect(session.url).toBeNull();
  expect((await read(`${url}/c/embedded/${session.client_secret}`)).text).toContain("Pay $19.99");
  expect((await read(`${url}/c/embedded/${session.id}_secret_guess`)).status).toBe(404);
  expect((await read(`${url}/c/pay/${session.id}`)).status).toBe(404);
});

test("what people typed elsewhere is shown as text", async () => {
  const { stripe } = await startLocal();
  const shop = await openShop(stripe);
  await stripe.products.update(shop.product, { name: "<script>alert(1)</script>" });
  const session = await checkout(stripe, shop);
  const { text } = await read(session.url ?? "");
  expect(text).not.toContain("<script>alert");
  expect(text).toContain("&lt;script&gt;");
});

test("a paid invoice has its page and a PDF", async () => {
  const { stripe, pay } = await startLocal();
  const shop = await openShop(stripe);
  await pay((await checkout(stripe, shop)).id, { card });
  const [invoice] = (await stripe.invoices.list({ customer: shop.customer })).data;
  expect(invoice?.number).toMatch(/-0001$/);
  expect((await read(invoice?.hosted_invoice_url ?? "")).text).toContain(invoice?.number);
  const pdf = await read(invoice?.invoice_pdf ?? "");
  expect(pdf.headers.get("content-type")).toBe("application/pdf");
  expect(pdf.text.startsWith("%PDF-1.4")).toBe(true);
});

test("the dashboard shows a customer with what it has, and each object by its id, at Stripe's addresses", async () => {
  const { stripe, pay, url } = await startLocal();
  const shop = await openShop(stripe);
  const { id } = await checkout(stripe, shop);
  await pay(id, { card });
  const [subscription] = (await stripe.subscriptions.list({ customer: shop.customer })).data;
  const [invoice] = (await stripe.invoices.list({ customer: shop.customer })).data;
  const [charge] = (await stripe.charges.list({ customer: shop.customer })).data;
  const made = (await stripe.events.list({ type: "customer.created" })).data[0];
  const addresses = [
    `subscriptions/${subscription?.id}`,
    `invoices/${invoice?.id}`,
    `payments/${charge?.payment_intent}`,
    `checkout/sessions/${id}`,
    `events/${made?.id}`,
  ];
  const customer = await read(`${url}/dashboard/customers/${shop.customer}`);
  for (const address of addresses) {
    expect(customer.text).toContain(`href="/dashboard/${address}"`);
    const { status, text } = await read(`${url}/dashboard/${address}`);
    expect({ address, status, hasScript: text.includes("<script") }).toEqual({
      address,
      status: 200,
      hasScript: false,
    });
    expect(text).toContain(`href="/dashboard/customers/${shop.customer}"`);
  }
  expect(customer.text).toContain("$19.99 / month");
  expect((await read(`${url}/dashboard/payments/${charge?.id}`)).status).toBe(200);
});

test("the dashboard shows a request by its id, with what happened because of it, and nothing elsewhere", async () => {
  const { stripe, url } = await startLocal();
  const shop = await openShop(stripe);
  const { lastResponse } = await stripe.customers.update(shop.customer, { name: "<b>Pat</b>" });
  const shown = await read(`${url}/dashboard/logs/${lastResponse.requestId}`);
  expect(shown.text).toContain(`/v1/customers/${shop.customer}`);
  expect(shown.text).toContain("customer.updated");
  const customer = await read(`${url}/dashboard/customers/${shop.customer}`);
  expect(customer.text).toContain("&lt;b&gt;Pat");
  expect(customer.text).not.toContain("<b>");
  for (const address of ["logs/req_none", `invoices/${shop.customer}`, "webhook_endpoints/we_1"]) {
    expect({ address, status: (await read(`${url}/dashboard/${address}`)).status }).toEqual({
      address,
      status: 404,
    });
  }
});

test("an unknown address is a page, an unknown control is JSON", async () => {
  const { url, control } = await startLocal();
  const page = await read(`${url}/nowhere`);
  expect({ status: page.status, hasHeading: page.text.includes("<h1>") }).toEqual({
    status: 404,
    hasHeading: true,
  });
  expect(await control("nothing")).toMatchObject({ error: { message: expect.any(String) } });
});

test("the browser script names the address it is served from", async () => {
  const { url } = await startLocal();
  const script = await read(`${url}/v3/stripe.js`);
  expect(script.text).toContain(`const base = "${url}"`);
  expect(script.text).toContain('Stripe.version = "endive"');
});
