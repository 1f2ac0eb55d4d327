import { expect, test } from "vitest";
import { advance, day, eventsSince, openOnClock, subscribe } from "./clocks.ts";
import { declined, failing, latest, statusOf } from "./failing.ts";
import { startLocal } from "./local.ts";

test("a renewal that its bank asks about waits on the invoice's page for the cardholder", async () => {
  const { stripe, shop, id, marker, url } = await failing("4000002760003184");
  await advance(stripe, shop.clock, day("2031-02-15"));
  const types = (await eventsSince(stripe, marker)).map(({ type }) => type);
  expect(types.slice(5, 9)).toEqual([
    "payment_intent.requires_action",
    "invoice.payment_action_required",
    "invoice.payment_failed",
    "customer.updated",
  ]);
  expect(await statusOf(stripe, id)).toBe("past_due");
  const open = await latest(stripe, id);
  const [intent] = (await stripe.paymentIntents.list({ customer: shop.customer })).data;
  expect(intent?.status).toBe("requires_action");
  const page = await (await fetch(open?.hosted_invoice_url ?? "")).text();
  expect(page).toContain(`href="/3ds/${intent?.id}"`);
  const answer = new URLSearchParams({ action: "complete" });
  await fetch(`${url}/3ds/${intent?.id}`, { method: "POST", body: answer });
  expect(await latest(stripe, id)).toMatchObject({ status: "paid" });
  expect(await statusOf(stripe, id)).toBe("active");
});

test("an open invoice is paid on its page with another card, which a refusal does not save", async () => {
  const { stripe, shop, id, control } = await failing(declined);
  await advance(stripe, shop.clock, day("2031-02-15"));
  const open = await latest(stripe, id);
  const enter = (card: string) =>
    fetch(open?.hosted_invoice_url ?? "", {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams({ card }),
    });
  const refusal = await enter("4000000000009995");
  expect(refusal.status).toBe(402);
  expect(await refusal.text()).toContain("Your card has insufficient funds.");
  expect((await enter("4242424242424242")).status).toBe(303);
  expect(await latest(stripe, id)).toMatchObject({ status: "paid" });
  expect(await statusOf(stripe, id)).toBe("active");
  const cards = await stripe.paymentMethods.list({ customer: shop.customer });
  expect(cards.data).toHaveLength(2);
  expect(await control(`invoices/${open?.id}/pay`, { card: "4242424242424242" })).toMatchObject({
    outcome: "closed",
  });
});

test("a card is declined as expired from the month after the one printed on it", async () => {
  const { stripe } = await startLocal();
  const shop = await openOnClock(stripe, "2031-01-15");
  await stripe.paymentMethods.update(shop.card, { card: { exp_month: 2, exp_year: 2031 } });
  const { id } = await subscribe(stripe, shop);
  await advance(stripe, shop.clock, day("2031-02-20"));
  expect(await statusOf(stripe, id)).toBe("active");
  await advance(stripe, shop.clock, day("2031-03-15"));
  expect(await statusOf(stripe, id)).toBe("past_due");
  const [charge] = (await stripe.charges.list({ customer: shop.customer })).data;
  expect(charge).toMatchObject({ failure_code: "expired_card", paid: false });
  await expect(
    stripe.paymentMethods.update(shop.card, { card: { exp_year: 2030 } }),
  ).rejects.toMatchObject({ code: "invalid_expiry_year" });
});

test("an invoice marked uncollectible makes its subscription good again; a voided one counts no more", async () => {
  const { stripe, shop, id } = await failing(declined);
  await advance(stripe, shop.clock, day("2031-02-15"));
  const first = (await latest(stripe, id))?.id ?? "";
  const marked = await stripe.invoices.markUncollectible(first);
  expect(marked).toMatchObject({
    status: "uncollectible",
    status_details: { uncollectible: { reason: "user_forgiven" } },
    status_transitions: { marked_uncollectible_at: day("2031-02-15") },
  });
  expect(await statusOf(stripe, id)).toBe("active");
  await advance(stripe, shop.clock, day("2031-03-15"));
  expect(await statusOf(stripe, id)).toBe("past_due");
  const second = (await latest(stripe, id))?.id ?? "";
  const voided = await stripe.invoices.voidInvoice(second);
  expect(voided).toMatchObject({ status: "void", next_payment_attempt: null });
  expect(await statusOf(stripe, id)).toBe("active");
  await expect(stripe.invoices.pay(second)).rejects.toThrow("status void");
  await stripe.invoices.voidInvoice(first);
  const types = (await eventsSince(stripe)).map(({ type }) => type);
  expect(types.filter((type) => type === "invoice.voided")).toHaveLength(2);
  expect(types).toContain("invoice.marked_uncollectible");
});

test("settings that make no sense are refused in words", async () => {
  const { control } = await startLocal();
  expect(await control("billing", { afterLastRetry: "shrug" })).toEqual({
    error: { message: "afterLastRetry must be one of cancel, unpaid, past_due." },
  });
  expect(await control("billing", { retries: 3 })).toEqual({
    error: { message: "There is no billing setting called retries." },
  });
  expect(await control("customers/cus_1/cards", { like: "1" })).toEqual({
    error: { message: "like must be the number of a test card, or null." },
  });
});
