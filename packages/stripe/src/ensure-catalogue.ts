import type Stripe from "stripe";
import { reading, readingOne } from "./reading.ts";

/** What to sell. Amounts in minor units; each price's `id` becomes its `lookup_key`. */
export type CatalogueSource = {
  key: string;
  name: string;
  description: string;
  prices: { id: string; interval: "month" | "year"; currency: string; unitAmount: number }[];
};

export type EnsuredPlan = {
  key: string;
  stripeProductId: string;
  stripePriceIds: Record<string, string>;
};

/**
 * Makes products and prices at Stripe if they are missing. Needs no journal, because Stripe itself refuses the second
 * one: a product's id is ours, and a `lookup_key` belongs to one active price. So two nodes may seed at once.
 */
export async function ensureCatalogue(
  stripe: Stripe,
  plans: CatalogueSource[],
): Promise<EnsuredPlan[]> {
  const ensured: EnsuredPlan[] = [];
  for (const plan of plans) {
    const stripeProductId = await ensureProduct(stripe, plan);
    const stripePriceIds: Record<string, string> = {};
    for (const price of plan.prices)
      stripePriceIds[price.id] = await ensurePrice(stripe, stripeProductId, price);
    ensured.push({ key: plan.key, stripeProductId, stripePriceIds });
  }
  return ensured;
}

async function ensureProduct(stripe: Stripe, { key, name, description }: CatalogueSource) {
  const id = `idem_${key}`;
  const known = await readingOne(() => stripe.products.retrieve(id));
  if (known) return known.id;
  try {
    return (await stripe.products.create({ id, name, description })).id;
  } catch (error) {
    const made = await readingOne(() => stripe.products.retrieve(id));
    if (made) return made.id;
    throw error;
  }
}

/** A price whose amount differs from the catalogue's hands its lookup key to a new one: prices are never edited. */
async function ensurePrice(
  stripe: Stripe,
  product: string,
  { id, interval, currency, unitAmount }: CatalogueSource["prices"][number],
): Promise<string> {
  const find = () =>
    reading(
      async () => (await stripe.prices.list({ lookup_keys: [id], active: true, limit: 1 })).data[0],
    );
  const known = await find();
  if (known?.unit_amount === unitAmount) return known.id;
  try {
    const created = await stripe.prices.create({
      product,
      currency,
      unit_amount: unitAmount,
      recurring: { interval },
      lookup_key: id,
      transfer_lookup_key: known !== undefined,
    });
    return created.id;
  } catch (error) {
    const made = await find();
    if (made?.unit_amount === unitAmount) return made.id;
    throw error;
  }
}
