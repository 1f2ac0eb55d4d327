import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asksBank, payHosted, treatCards } from "../world/bank.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { asking, previewed, subscribe, subscriptionOf } from "../world/subscriber.ts";
import { until } from "../world/until.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const hourMs = 3_600_000;

describe("invoices", () => {
  it("G8: one is shown to whoever it is for; to others it is as unknown as one that never was", async () => {
    const [owner, stranger] = [await subscribe(world), await subscribe(world)];
    const listed = await owner.client.billing.invoices.query();
    if (listed.is !== "listed") throw new Error(listed.reason);
    const invoiceId = listed.invoices[0]?.id ?? "in_none";
    expect(await owner.client.billing.invoice.query({ invoiceId })).toMatchObject({ is: "found" });
    const foreign = await stranger.client.billing.invoice.query({ invoiceId });
    const invented = await stranger.client.billing.invoice.query({ invoiceId: "in_never" });
    expect(foreign).toEqual(invented);
    expect(foreign).toMatchObject({ is: "unknown" });
    const after = await stranger.client.billing.invoices.query({ after: "in_never" });
    expect(after).toEqual({ is: "listed", invoices: [], next: null });
  });

  it("G2: what stands on paper is Stripe's invoice, to the cent: lines, discount, credit, payments", async () => {
    const subscriber = await subscribe(world, "enterprise_month_usd");
    const { billing } = subscriber.client;
    await billing.applyCode.mutate({ ...asking(subscriber), code: "SPRING20" });
    const { request } = await previewed(subscriber, "enterprise_year_usd");
    await billing.change.mutate(request);
    const listed = await billing.invoices.query();
    if (listed.is !== "listed") throw new Error(listed.reason);
    expect(listed.invoices).toHaveLength(2);
    for (const { id: invoiceId } of listed.invoices) {
      const answer = await billing.invoice.query({ invoiceId });
      if (answer.is !== "found") throw new Error(answer.message);
      const { invoice } = answer;
      const stripe = await world.stripe.invoices.retrieve(invoiceId);
      expect(invoice).toMatchObject({
        number: stripe.number,
        total: stripe.total,
        subtotal: stripe.subtotal,
        amountDue: stripe.amount_due,
        amountPaid: stripe.amount_paid,
        seller: { name: stripe.account_name },
        billedTo: { email: subscriber.email },
      });
      const sum = (amounts: { amount: number }[]) =>
        amounts.reduce((total, { amount }) => total + amount, 0);
      expect(sum(invoice.lines)).toBe(invoice.subtotal);
      expect(invoice.subtotal - sum(invoice.discounts)).toBe(invoice.total);
      expect(invoice.total - invoice.creditUsed).toBe(invoice.amountDue);
      expect(sum(invoice.payments)).toBe(invoice.amountPaid);
    }
  });

  it("G2: one that the bank wants to have confirmed leads to Stripe's page, and is paid there", async () => {
    const subscriber = await subscribe(world);
    await treatCards(world, subscriber.email, asksBank);
    await world.control.advanceClock(32 * 24 * hourMs);
    const openInvoice = await until(
      "the renewal is open",
      async () => (await subscriptionOf(subscriber)).openInvoice,
      { withinMs: 10_000 },
    );
    const { id: invoiceId } = openInvoice;
    const pay = { ...asking(subscriber), invoiceId };
    expect(await subscriber.client.billing.payInvoice.mutate(pay)).toMatchObject({
      is: "to_confirm",
      invoice: openInvoice,
    });
    expect(await payHosted(world, invoiceId)).toBe("succeeded");
    await until(
      "it is paid, and the subscription goes on",
      async () => {
        const now = await subscriptionOf(subscriber);
        return now.openInvoice === null && now.status === "active";
      },
      { withinMs: 5_000 },
    );
  });

  // The last one, because it moves the clock by more than a year.
  it("many come page by page, each once, newest first", async () => {
    const subscriber = await subscribe(world);
    await world.control.advanceClock(14 * 31 * 24 * hourMs);
    const pages: string[][] = [];
    for (let after: Page["next"] | undefined = null; after !== undefined; ) {
      const page: Page = await pageAfter(subscriber, after);
      pages.push(page.invoices.map(({ id }) => id));
      after = page.next ?? undefined;
    }
    expect(pages.map(({ length }) => length)).toEqual([12, 3]);
    const { data } = await world.stripe.invoices.list({
      subscription: subscriber.subscriptionId,
      limit: 100,
    });
    expect(pages.flat()).toEqual(data.map(({ id }) => id));
  });
});

type Reader = Awaited<ReturnType<typeof subscribe>>;
type Page = { invoices: { id: string }[]; next: `in_${string}` | null };

async function pageAfter({ client }: Reader, after: Page["next"]): Promise<Page> {
  const page = await client.billing.invoices.query({ after });
  if (page.is !== "listed") throw new Error(page.reason);
  return page;
}
