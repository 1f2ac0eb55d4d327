import type { Page } from "playwright-core";
import { newBuyer } from "./buyer.ts";
import type { Stage } from "./stage.ts";

/** An admin in a browser of their own, whose password was given a while ago. */
export async function newAdmin(
  stage: Stage,
  viewport: { width: number; height: number },
): Promise<Page> {
  const { page, email } = await newBuyer(stage, { viewport });
  const { prisma } = stage.world;
  const { id: userId } = await prisma.user.update({ where: { email }, data: { role: "admin" } });
  const createdAt = new Date(Date.now() - 3_600_000);
  await prisma.session.updateMany({ where: { userId }, data: { createdAt } });
  return page;
}
