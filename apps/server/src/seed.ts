import { openDatabase } from "@idem/postgres";
import { openStripe } from "@idem/stripe";
import { demoPlans } from "./catalogue/demo-plans.ts";
import { seedCatalogue } from "./catalogue/seed-catalogue.ts";
import { StartupRefusal } from "./embedded/startup-refusal.ts";
import { readEnv } from "./env.ts";

/**
 * Brings the plans of `catalogue/demo-plans.ts` to Stripe and into the database of a deployment: write your own there
 * first. Safe to repeat; a changed amount becomes a new price, and the old one is archived for those who pay it.
 */
async function seed(): Promise<void> {
  const { databaseUrl, stripe: account } = readEnv();
  if (databaseUrl === null || account === null)
    throw new StartupRefusal(
      "Seeding a deployment needs DATABASE_URL and the three STRIPE variables; `npm start` seeds its own.",
    );
  const { prisma, close } = openDatabase({ url: databaseUrl, poolSize: 2 });
  try {
    await seedCatalogue({ stripe: openStripe(account), prisma });
    console.log(`On sale: ${demoPlans.map(({ name }) => name).join(", ")}.`);
  } finally {
    await close();
  }
}

seed().catch((error: unknown) => {
  console.error(error instanceof StartupRefusal ? error.message : error);
  process.exitCode = 1;
});
