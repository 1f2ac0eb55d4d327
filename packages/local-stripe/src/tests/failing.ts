import type Stripe from "stripe";
import { type ClockShop, invoicesOf, newestEvent, openOnClock, subscribe } from "./clocks.ts";
import { type Local, startLocal } from "./local.ts";

export const declined = "4000000000000002";

type Failing = Local & { shop: ClockShop; id: string; marker: string };

/** A subscription of 15 January whose card its bank declines from then on, just before its renewal. */
export async function failing(like: string, settings: object = {}): Promise<Failing> {
  const local = await startLocal();
  await local.control("billing", { upcomingDays: 0, ...settings });
  const shop = await openOnClock(local.stripe, "2031-01-15");
  const { id } = await subscribe(local.stripe, shop);
  await local.control(`customers/${shop.customer}/cards`, { like });
  return { ...local, shop, id, marker: await newestEvent(local.stripe) };
}

export const latest = async (stripe: Stripe, id: string) => (await invoicesOf(stripe, id)).at(-1);
export const statusOf = async (stripe: Stripe, id: string) =>
  (await stripe.subscriptions.retrieve(id)).status;
