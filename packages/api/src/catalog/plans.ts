import { openProcedure } from "../trpc.ts";

/** Every plan on offer with its prices, lowest rank first. Needs no sign-in and no Stripe. */
export const plans = openProcedure.query(({ ctx }) => ctx.billing.plans());
