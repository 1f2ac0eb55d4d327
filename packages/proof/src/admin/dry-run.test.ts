import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { subscribe } from "../reconcile/subscriber.ts";
import { hire, type StaffMember } from "../world/hire.ts";
import { payBeside } from "../world/pay-beside.ts";
import { signUp } from "../world/sign-up.ts";
import { startReady } from "../world/start.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { until } from "../world/until.ts";

let world: World;
let admin: StaffMember;
beforeAll(async () => {
  // Nobody tells of anything, so that nothing is healed before the plan is carried out.
  world = await startWorld({ webhooks: false });
  admin = await hire(world, "admin");
});
afterAll(() => world.close());

const plans = () => admin.client.admin.duplicates;

/** Two customers that both pay, with credit and tax ids, and a session that can be paid besides. */
async function charged() {
  const person = await subscribe(world, { priceId: "plus_month_usd" });
  const beside = await payBeside(world, person);
  const { customerId: customer } = beside;
  // Both have them: which one stays is decided by a second's difference.
  for (const [id, value] of [
    [person.customerId, "DE123456789"],
    [customer, "DE987654321"],
  ] as const) {
    await world.stripe.customers.createBalanceTransaction(id, { amount: -700, currency: "usd" });
    await world.stripe.customers.createTaxId(id, { type: "eu_vat", value });
  }
  const { data } = await world.stripe.prices.list({ lookup_keys: ["plus_month_usd"] });
  await world.stripe.checkout.sessions.create({
    ...{ customer, mode: "subscription", success_url: "http://localhost/" },
    line_items: [{ price: data[0]?.id ?? "", quantity: 1 }],
  });
  return person;
}

/** The other customer pays, while the account's own has a checkout that is still open. */
async function movedAway() {
  const person = await signUp(world.url);
  await startReady(person);
  return { person, beside: await payBeside(world, person) };
}

/** One customer, with a second subscription and a change that nobody has told of. */
async function changed() {
  const person = await subscribe(world, { priceId: "plus_month_usd" });
  const { customerId: customer, subscriptionId } = person;
  const card = await world.stripe.paymentMethods.attach("pm_card_visa", { customer });
  const { data } = await world.stripe.prices.list({ lookup_keys: ["plus_month_usd"] });
  await world.stripe.subscriptions.create({
    ...{ customer, default_payment_method: card.id },
    items: [{ price: data[0]?.id ?? "" }],
  });
  await world.stripe.subscriptions.update(subscriptionId, { cancel_at_period_end: true });
  return person;
}

const isOver = (planId: string) =>
  until(
    "the plan is over",
    async () => {
      const plan = await plans().plan.query({ planId });
      return plan?.doing === null ? plan : null;
    },
    { withinMs: 20_000 },
  );

const call = /\b(?:POST|DELETE) \/v1\/[\w/]+/g;

describe("G10: a plan lists every call to Stripe before it is made", () => {
  it("G10: what is sent when it is carried out was listed, each once, and nothing else is sent", async () => {
    const person = await charged();
    const moved = await movedAway();
    const drifted = await changed();
    const { id: planId } = await plans().begin.mutate({
      reason: "Who pays twice?",
      refund: "last",
    });
    await isOver(planId);
    const { accounts } = await plans().accounts.query({ planId });
    const stepsOf = (accountId: string) =>
      accounts.find((one) => one.accountId === accountId)?.steps ?? [];
    const listed = accounts
      .flatMap(({ steps }) => steps.map(({ words }) => words))
      .filter((words) => !words.startsWith("People: "))
      .flatMap((words) => words.match(call) ?? []);

    const side = { planId, accountId: person.accountId };
    const compared = await plans().compare.query(side);
    const each = {
      ...{ email: person.email, claims: person.accountId, credit: 700, currency: "usd" },
      ...{ paidInvoices: 1, card: { brand: "visa", last4: "4242" } },
      live: [{ status: "active", planName: "Plus" }],
    };
    expect(compared).toMatchObject({ is: "compared", customers: [each, each] });
    expect(compared).toMatchObject({ why: expect.stringMatching(/\w/) });

    const sent: string[] = [];
    world.door.watch(async (moment, { method, path }) => {
      if (moment === "before" && method !== "GET") sent.push(`${method} ${path.split("?")[0]}`);
    });
    await plans().carryOut.mutate({ planId });
    expect(await isOver(planId)).toMatchObject({ ended: { is: "applied" } });
    expect(sent.toSorted()).toEqual(listed.toSorted());
    expect(new Set(sent.map((one) => one.replace(/(cus|sub|cs)_\w+/, "…")))).toEqual(
      new Set([
        "DELETE /v1/subscriptions/…",
        "POST /v1/refunds",
        "POST /v1/customers/…",
        "POST /v1/customers/…/balance_transactions",
        "POST /v1/customers/…/tax_ids",
        "POST /v1/checkout/sessions/…/expire",
      ]),
    );

    // Amounts as people read them, with the payment that goes back.
    const words = stepsOf(person.accountId).map((step) => step.words);
    expect(words).toContainEqual(expect.stringMatching(/refunds of \$\d+\.\d\d by pi_\w+/));
    expect(words).toContainEqual(expect.stringContaining("$7.00 of credit is given"));
    // What our rows will say differently, in the words of the story.
    const relink = stepsOf(moved.person.accountId).find((step) => step.words.includes("becomes"));
    expect(relink?.changes).toEqual([
      {
        what: "Subscription",
        from: { is: "text", text: "not here" },
        to: { is: "text", text: moved.beside.subscriptionId },
      },
    ]);
    const sync = stepsOf(drifted.accountId).find((step) => step.words.startsWith("Rows: written"));
    expect(sync?.changes).toContainEqual({
      what: "Ends",
      from: { is: "nothing" },
      to: { is: "moment", at: expect.any(String) },
    });
  });
});
