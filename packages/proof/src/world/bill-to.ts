import type { World } from "./start-world.ts";

/** Bills of these accounts go to an address of their own from now on: what is changed at sign-in is not followed any more. */
export async function billTo(
  { prisma }: Pick<World, "prisma">,
  accountIds: readonly string[],
  email: string,
): Promise<void> {
  await prisma.billingAccount.updateMany({
    where: { id: { in: [...accountIds] } },
    data: { email, isContactSetApart: true, contactVersion: { increment: 1 } },
  });
}
