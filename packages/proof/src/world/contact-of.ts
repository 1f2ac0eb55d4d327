import type { Person } from "./sign-up.ts";
import type { World } from "./start-world.ts";

/** Where bills go by our row, by what Stripe has confirmed to us, and by Stripe itself with the mark of who wrote it. */
export async function contactOf(world: World, { accountId }: Pick<Person, "accountId">) {
  const account = await world.prisma.billingAccount.findUniqueOrThrow({
    where: { id: accountId },
    include: { customer: true },
  });
  const id = account.customer?.stripeCustomerId ?? "";
  const found = await world.stripe.customers.retrieve(id);
  if (found.deleted) throw new Error("The customer is deleted.");
  return {
    row: account.email,
    confirmed: account.customer?.email,
    stripe: found.email,
    name: found.name,
    mark: found.metadata["contact"],
    version: account.contactVersion,
    path: `/v1/customers/${id}`,
  };
}
