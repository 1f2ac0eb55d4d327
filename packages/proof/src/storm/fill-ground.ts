import { createLane } from "@idem/postgres";
import type Stripe from "stripe";
import { openPool } from "../world/open-pool.ts";
import { foreignClient } from "../world/start-world.ts";
import type { Ground } from "./start-ground.ts";

export type Subscriber = { customer: string; events: Stripe.Event[] };

/**
 * Makes subscribers: each a customer with a paid subscription at the local Stripe, and an account here that has not
 * heard of it. Answers the events that Stripe made about each.
 */
export async function fillGround(
  { databaseUrl, stripeUrl }: Pick<Ground, "databaseUrl" | "stripeUrl">,
  { count, signal }: { count: number; signal: AbortSignal },
): Promise<Subscriber[]> {
  const stripe = foreignClient(stripeUrl);
  const [price] = (await stripe.prices.list({ lookup_keys: ["plus_month_usd"] })).data;
  if (price === undefined) throw new Error("The catalogue has no plus_month_usd.");
  const lane = createLane(16);
  const customers = await Promise.all(
    Array.from({ length: count }, (_, index) =>
      lane(async () => {
        signal.throwIfAborted();
        const { id } = await stripe.customers.create({
          email: `subscriber-${index}@example.com`,
        });
        const card = await stripe.paymentMethods.attach("pm_card_visa", { customer: id });
        await stripe.subscriptions.create({
          customer: id,
          items: [{ price: price.id }],
          default_payment_method: card.id,
        });
        return id;
      }),
    ),
  );
  await using pool = await openPool(databaseUrl, 1);
  const ids = customers.map((customer) => customer.replace("cus_", ""));
  await pool.query(
    `INSERT INTO "user" (id, name, email, updated_at)
     SELECT 'user_' || id, 'Pat', id || '@example.com', now() FROM unnest($1::text[]) AS id`,
    [ids],
  );
  await pool.query(
    `INSERT INTO billing_account (id, user_id, email, name, updated_at)
     SELECT 'acc_' || id, 'user_' || id, id || '@example.com', 'Pat', now() FROM unnest($1::text[]) AS id`,
    [ids],
  );
  await pool.query(
    `INSERT INTO customer (account_id, stripe_customer_id, email, name, updated_at)
     SELECT 'acc_' || id, 'cus_' || id, id || '@example.com', 'Pat', now() FROM unnest($1::text[]) AS id`,
    [ids],
  );
  const events = Map.groupBy(await allEvents(stripe), ({ data: { object } }) => customerIn(object));
  return customers.map((customer) => ({ customer, events: events.get(customer) ?? [] }));
}

async function allEvents(stripe: Stripe): Promise<Stripe.Event[]> {
  const all: Stripe.Event[] = [];
  for await (const event of stripe.events.list({ limit: 100 })) all.push(event);
  return all.reverse();
}

const customerIn = (object: Stripe.Event.Data.Object): string | null =>
  "customer" in object && typeof object.customer === "string" ? object.customer : null;
