import type Stripe from "stripe";
import type { Stage } from "./stage.ts";

/** One life of a subscriber, told as what happens at Stripe. */
export type Scene = { name: string; play: (stage: Stage) => Promise<void> };

const monthMs = 32 * 86_400_000;
const dayMs = 86_400_000;

/** Lives of subscribers. Those that move Stripe's clock by days come last, because it is everybody's clock. */
export const scenes: readonly Scene[] = [
  { name: "a purchase", play: async (stage) => void (await buy(stage)) },
  {
    name: "a declined card, then another",
    play: async ({ open, happens, pay }) => {
      const session = await open({});
      await happens("declined", () => pay(session, "4000000000000002"));
      await happens("paid", () => pay(session));
    },
  },
  {
    name: "another code, then paid",
    play: async ({ open, happens, pay }) => {
      await open({ code: "WELCOME20" });
      const session = await open({ code: "SPRING20", revision: 1 });
      await happens("paid", () => pay(session));
    },
  },
  {
    name: "ending, and going on after all",
    play: async (stage) => {
      const id = await buy(stage);
      const { stripe, happens } = stage;
      await happens("to end", () =>
        stripe.subscriptions.update(id, { cancel_at_period_end: true }),
      );
      await happens("to go on", () =>
        stripe.subscriptions.update(id, { cancel_at_period_end: false }),
      );
      await happens("to end once more", () =>
        stripe.subscriptions.update(id, { cancel_at_period_end: true }),
      );
    },
  },
  {
    name: "cancelled at once",
    play: async (stage) => {
      const id = await buy(stage);
      await stage.happens("cancelled", () => stage.stripe.subscriptions.cancel(id));
    },
  },
  {
    name: "replaced by another plan",
    play: async (stage) => {
      await buy(stage, { priceId: "plus_month_usd" });
      await buy(stage, { priceId: "starter_month_usd", replace: true, revision: 1 });
    },
  },
  {
    name: "replaced, and that one cancelled",
    play: async (stage) => {
      await buy(stage, { priceId: "plus_month_usd" });
      const id = await buy(stage, { priceId: "starter_month_usd", replace: true, revision: 1 });
      await stage.happens("cancelled", () => stage.stripe.subscriptions.cancel(id));
    },
  },
  {
    name: "bought, cancelled, bought, cancelled, bought",
    play: async (stage) => {
      for (const revision of [0, 1, 2]) {
        const id = await buy(stage, { revision });
        if (revision === 2) return;
        await stage.happens("cancelled", () => stage.stripe.subscriptions.cancel(id));
        await stage.look();
      }
    },
  },
  {
    name: "paid back by support, and ended",
    play: async (stage) => {
      const id = await buy(stage);
      const { stripe, happens } = stage;
      await happens("paid back", async () => {
        const customer = await stage.customer();
        const [charge] = (await stripe.charges.list({ customer })).data;
        await stripe.refunds.create({ charge: charge?.id ?? "" });
      });
      await happens("ended", () => stripe.subscriptions.cancel(id));
    },
  },
  {
    name: "a second one, sold in the dashboard",
    play: async (stage) => {
      await buy(stage, { priceId: "plus_month_usd" });
      // First paid is told by the second: the next second is the first in which there is a later one.
      await stage.pass(2_000);
      await stage.happens("sold by support", async () => {
        const customer = await stage.customer();
        const card = await stage.stripe.paymentMethods.attach("pm_card_visa", { customer });
        const price = await stage.priceAtStripe("starter_month_usd");
        await stage.stripe.subscriptions.create({
          customer,
          items: [{ price }],
          default_payment_method: card.id,
        });
      });
    },
  },
  {
    name: "moved to a dearer plan, and by a code",
    play: async (stage) => {
      const id = await buy(stage, { priceId: "plus_month_usd" });
      const { stripe, happens } = stage;
      await happens("moved", () => moveTo(stage, id, "enterprise_month_usd"));
      await happens("made cheaper", async () => {
        const [code] = (await stripe.promotionCodes.list({ code: "SPRING20" })).data;
        const discounts = [{ promotion_code: code?.id ?? "" }];
        return stripe.subscriptions.update(id, { discounts });
      });
    },
  },
  {
    name: "planned to move to a cheaper plan, and taken back",
    play: async (stage) => {
      const id = await buy(stage, { priceId: "enterprise_month_usd" });
      const schedule = await planFor(stage, id, "starter_month_usd");
      await stage.happens("taken back", () => stage.stripe.subscriptionSchedules.release(schedule));
    },
  },
  {
    name: "planned to move to a cheaper plan, and moved",
    play: async (stage) => {
      const id = await buy(stage, { priceId: "enterprise_month_usd" });
      await planFor(stage, id, "starter_month_usd");
      await stage.happens("moved at the renewal", () => stage.pass(monthMs));
    },
  },
  {
    name: "a whole life",
    play: async (stage) => {
      const id = await buy(stage, { priceId: "plus_month_usd" });
      const { stripe, happens } = stage;
      await happens("moved", () => moveTo(stage, id, "enterprise_month_usd"));
      await planFor(stage, id, "starter_month_usd");
      await happens("moved at the renewal", () => stage.pass(monthMs));
      await fallDue(stage, id);
      await recover(stage, id);
      await happens("to end", () =>
        stripe.subscriptions.update(id, { cancel_at_period_end: true }),
      );
      await happens("to go on", () =>
        stripe.subscriptions.update(id, { cancel_at_period_end: false }),
      );
      await happens("cancelled", () => stripe.subscriptions.cancel(id));
    },
  },
  {
    name: "a month later",
    play: async (stage) => {
      await buy(stage, { priceId: "plus_month_usd" });
      await stage.happens("renewed", () => stage.pass(monthMs));
    },
  },
  {
    name: "past due, and recovered",
    play: async (stage) => {
      const id = await buy(stage, { priceId: "plus_month_usd" });
      await fallDue(stage, id);
      await recover(stage, id);
    },
  },
  {
    name: "past due, and cancelled",
    play: async (stage) => {
      const id = await buy(stage, { priceId: "plus_month_usd" });
      await fallDue(stage, id);
      await stage.happens("given up", () => stage.stripe.subscriptions.cancel(id));
    },
  },
  {
    name: "a checkout that ran out",
    play: async (stage) => {
      await stage.open({});
      await stage.happens("run out", () => stage.pass(dayMs + 60_000));
    },
  },
];

/** Buys as a customer does; answers the subscription at Stripe. */
async function buy(stage: Stage, choice: Parameters<Stage["open"]>[0] = {}): Promise<string> {
  const session = await stage.open(choice);
  await stage.happens("paid", () => stage.pay(session));
  const { subscription } = await stage.stripe.checkout.sessions.retrieve(session);
  await stage.look();
  return typeof subscription === "string" ? subscription : (subscription?.id ?? "");
}

async function fallDue(stage: Stage, id: string): Promise<void> {
  await stage.happens("a card that will fail", () =>
    chargeTo(stage, id, "pm_card_chargeCustomerFail"),
  );
  await stage.happens("past due", () => stage.pass(monthMs));
}

async function chargeTo(
  { stripe, customer }: Stage,
  id: string,
  method: string,
): Promise<Stripe.Subscription> {
  const attached = await stripe.paymentMethods.attach(method, { customer: await customer() });
  return stripe.subscriptions.update(id, { default_payment_method: attached.id });
}

const recover = (stage: Stage, id: string): Promise<void> =>
  stage.happens("recovered", async () => {
    await chargeTo(stage, id, "pm_card_visa");
    const { data } = await stage.stripe.invoices.list({ subscription: id, status: "open" });
    for (const invoice of data) await stage.stripe.invoices.pay(invoice.id);
  });

/** As support does it in the dashboard: at once, and charged at once. */
async function moveTo({ stripe, priceAtStripe }: Stage, id: string, priceId: string) {
  const { items } = await stripe.subscriptions.retrieve(id);
  const price = await priceAtStripe(priceId);
  return stripe.subscriptions.update(id, {
    items: [{ id: items.data[0]?.id ?? "", price }],
    proration_behavior: "always_invoice",
  });
}

/** As support does it in the dashboard: at the renewal, by a schedule. Answers the schedule. */
async function planFor(stage: Stage, id: string, priceId: string): Promise<string> {
  const { stripe, priceAtStripe } = stage;
  const { id: schedule, phases } = await stripe.subscriptionSchedules.create({
    from_subscription: id,
  });
  const [now] = phases;
  const price = await priceAtStripe(priceId);
  await stage.happens("planned", () =>
    stripe.subscriptionSchedules.update(schedule, {
      end_behavior: "release",
      phases: [
        {
          items: [{ price: priceOf(now), quantity: 1 }],
          start_date: now?.start_date ?? 0,
          end_date: now?.end_date ?? 0,
        },
        { items: [{ price, quantity: 1 }] },
      ],
    }),
  );
  return schedule;
}

function priceOf(phase: Stripe.SubscriptionSchedule.Phase | undefined): string {
  const price = phase?.items[0]?.price;
  return typeof price === "string" ? price : (price?.id ?? "");
}
