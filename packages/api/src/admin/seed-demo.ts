import { adminProcedure } from "./staff-procedures.ts";

/** Makes the demo customers, or those of them that are missing. Refused where the product is for real. */
export const seedDemo = adminProcedure.mutation(async ({ ctx }) => {
  if (ctx.demo === null) return { is: "refused", reason: "not_a_demo", message } as const;
  const seeded = await ctx.demo.seed();
  await ctx.admin.tellOfSeeding({ ...ctx.staff, details: seeded });
  return seeded;
});

const message =
  "Demo customers are made by a server that runs with demo data and the local Stripe, and by no other.";
