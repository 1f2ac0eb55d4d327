import type { World } from "./start-world.ts";

/** Puts somebody who has got as far as paying on a test clock of their own, which stands at this moment. */
export async function joinClock(
  { prisma, stripe }: Pick<World, "prisma" | "stripe">,
  accountId: string,
  atMs: number,
): Promise<{ clock: string; customerId: string }> {
  const { stripeCustomerId } = await prisma.customer.findUniqueOrThrow({ where: { accountId } });
  const { id: clock } = await stripe.testHelpers.testClocks.create({
    frozen_time: atMs / 1_000,
    customer: stripeCustomerId,
  });
  return { clock, customerId: stripeCustomerId };
}
