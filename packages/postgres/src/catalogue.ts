import type { Catalogue } from "@idem/billing";
import type { Interval, Plan, SellablePrice } from "@idem/domain";
import { z } from "zod";
import type { Plan as PlanRow, Price as PriceRow, PrismaClient } from "./generated/client.ts";

const interval = z.enum(["month", "year"]) satisfies z.ZodType<Interval>;

/** What is sold, from our own tables: reading it needs no Stripe. */
export function createCatalogue(prisma: PrismaClient): Catalogue {
  return {
    plans: async () => {
      const rows = await prisma.plan.findMany({
        where: { isActive: true },
        orderBy: { rank: "asc" },
        include: { prices: { where: { isActive: true }, orderBy: { id: "asc" } } },
      });
      return rows.map(toPlan);
    },
    price: async (id) => {
      const row = await prisma.price.findUnique({
        where: { id, isActive: true, plan: { isActive: true } },
        include: { plan: true },
      });
      return row && toSellable(row);
    },
    priceByStripeId: async (stripePriceId) => {
      const row = await prisma.price.findUnique({
        where: { stripePriceId },
        include: { plan: true },
      });
      return row && toSellable(row);
    },
  };
}

export type CatalogueEntry = {
  plan: Omit<PlanRow, "isActive">;
  prices: Omit<PriceRow, "isActive" | "planKey">[];
};

/** Writes the catalogue by upsert. A price that is no longer named is archived, never edited: people are paying it. */
export async function writeCatalogue(
  prisma: PrismaClient,
  entries: CatalogueEntry[],
): Promise<void> {
  for (const { plan, prices } of entries) {
    await prisma.plan.upsert({ where: { key: plan.key }, create: plan, update: plan });
    const planKey = plan.key;
    await prisma.price.updateMany({
      where: { planKey, id: { notIn: prices.map(({ id }) => id) } },
      data: { isActive: false },
    });
    for (const price of prices)
      await prisma.price.upsert({
        where: { id: price.id },
        create: { ...price, planKey },
        update: { ...price, isActive: true },
      });
  }
}

const toPlan = (row: PlanRow & { prices: PriceRow[] }): Plan => ({
  key: row.key,
  name: row.name,
  description: row.description,
  features: row.features,
  rank: row.rank,
  trialDays: row.trialDays,
  maxSeats: row.maxSeats,
  prices: row.prices.map(toPrice),
});

const toPrice = (row: PriceRow) => ({
  id: row.id,
  planKey: row.planKey,
  interval: interval.parse(row.interval),
  currency: row.currency,
  unitAmount: row.unitAmount,
});

const toSellable = (row: PriceRow & { plan: PlanRow }): SellablePrice => ({
  ...toPrice(row),
  planName: row.plan.name,
  trialDays: row.plan.trialDays,
  maxSeats: row.plan.maxSeats,
  stripePriceId: row.stripePriceId,
  stripeProductId: row.plan.stripeProductId,
});
