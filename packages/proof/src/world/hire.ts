import { type Person, signUp } from "./sign-up.ts";
import type { World } from "./start-world.ts";

export type StaffMember = Person & { userId: string };

/** Somebody of the operator's staff who has just signed in. */
export async function hire(
  world: Pick<World, "url" | "prisma">,
  role: "support" | "admin",
  url = world.url,
): Promise<StaffMember> {
  const person = await signUp(url);
  const { id } = await world.prisma.user.update({ where: { email: person.email }, data: { role } });
  return { ...person, userId: id };
}

/** Two admins, each signed in at a node of their own. */
export async function hireTwoAdmins(world: World): Promise<StaffMember[]> {
  const second = await world.another();
  return Promise.all([hire(world, "admin"), hire(world, "admin", second)]);
}

/** As if they had given their password eleven minutes ago. */
export async function letTimePass(
  { prisma }: Pick<World, "prisma">,
  { userId }: StaffMember,
): Promise<void> {
  const createdAt = new Date(Date.now() - 660_000);
  await prisma.session.updateMany({ where: { userId }, data: { createdAt } });
}
