import type { World } from "../world/start-world.ts";

/** So many plans that are over, a minute apart, with nothing to do; returns the id of the oldest. */
export async function planOften({ prisma }: Pick<World, "prisma">, count: number): Promise<string> {
  const beganMs = Date.now() - count * 60_000;
  await prisma.doctorPlan.createMany({
    data: Array.from({ length: count }, (_, ordinal) => ({
      id: `plan_seed${ordinal}`,
      askedBy: "somebody",
      reason: `Reason ${ordinal}`,
      policy: { refund: "none" },
      only: [],
      createdAt: new Date(beganMs + ordinal * 60_000),
      ended: { is: "planned", checkId: "check_seed", findings: 0 },
    })),
  });
  return "plan_seed0";
}
