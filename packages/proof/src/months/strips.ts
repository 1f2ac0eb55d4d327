import type { LivingAccount } from "./account.ts";
import type { Deed } from "./life.ts";
import type { MonthsWorld } from "./months-world.ts";

/** How one account stood at one stop, by our own rows, and what its owner did there. */
export type Strip = {
  index: number;
  stop: number;
  look: StripLook;
  deed: Deed["does"] | null;
};

export const stripLooks = [
  "starter",
  "plus",
  "enterprise",
  "past_due",
  "ends_soon",
  "ended",
] as const;
export type StripLook = (typeof stripLooks)[number];

export async function stripsNow(
  { prisma }: Pick<MonthsWorld, "prisma">,
  accounts: readonly LivingAccount[],
  stop: number,
): Promise<Strip[]> {
  const rows = new Map(
    (await prisma.subscription.findMany()).map((row) => [row.accountId, row] as const),
  );
  return accounts.map(({ life, subscriber }) => {
    const row = rows.get(subscriber.accountId);
    const deed = life.deeds.find((one) => one.stop === stop)?.deed.does ?? null;
    return { index: life.index, stop, look: lookOf(row), deed };
  });
}

type Row = Awaited<ReturnType<MonthsWorld["prisma"]["subscription"]["findMany"]>>[number];

function lookOf(row: Row | undefined): StripLook {
  if (row === undefined || (row.status !== "active" && row.status !== "past_due")) return "ended";
  if (row.status === "past_due") return "past_due";
  if (row.cancelAt !== null) return "ends_soon";
  return stripLooks.find((look) => look === row.planKey) ?? "ended";
}
