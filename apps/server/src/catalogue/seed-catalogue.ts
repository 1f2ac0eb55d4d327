import { type Database, writeCatalogue } from "@idem/postgres";
import { ensureCatalogue, ensurePromotions, type openStripe } from "@idem/stripe";
import { type DemoPlan, demoPlans } from "./demo-plans.ts";
import { demoPromotions } from "./demo-promotions.ts";

export type SeedPorts = {
  stripe: ReturnType<typeof openStripe>;
  prisma: Database["prisma"];
  nowMs: number;
};

/** Brings plans and prices to Stripe and into the database. Safe on every start and on several nodes at once. */
export async function seedCatalogue(
  { stripe, prisma }: Pick<SeedPorts, "stripe" | "prisma">,
  plans: DemoPlan[] = demoPlans,
): Promise<void> {
  const ensured = await ensureCatalogue(stripe, plans);
  const entries = plans.map(({ prices, ...plan }) => {
    const made = ensured.find(({ key }) => key === plan.key);
    if (made === undefined) throw new Error(`Plan ${plan.key} was not made at Stripe.`);
    return {
      plan: { trialDays: 0, maxSeats: 1, ...plan, stripeProductId: made.stripeProductId },
      prices: prices.map((price) => ({
        ...price,
        stripePriceId: made.stripePriceIds[price.id] ?? "",
      })),
    };
  });
  await writeCatalogue(prisma, entries);
}

/** Codes to try out; never in production. */
export const seedPromotions = ({
  stripe,
  nowMs,
}: Pick<SeedPorts, "stripe" | "nowMs">): Promise<void> =>
  ensurePromotions(stripe, demoPromotions(nowMs));
