import { until } from "../world/until.ts";
import type { MonthsWorld } from "./months-world.ts";

/**
 * Waits until Stripe and our rows have nothing left to tell each other: every webhook taken, every event worked on, every
 * effect at Stripe known. Twice the same picture, because work that was under way at the first look may have made some
 * more. E-mails are left to themselves for two seconds after they are written, and nothing waits for them.
 */
export async function settle(world: Pick<MonthsWorld, "prisma" | "control">): Promise<void> {
  let before = "";
  await until(
    "webhooks, events and effects are done",
    async () => {
      const now = await standing(world);
      const isSame = now !== null && now === before;
      before = now ?? "";
      return isSame;
    },
    { withinMs: 120_000 },
  );
}

/** How much was done so far; `null` while something is left. */
async function standing({ prisma, control }: Pick<MonthsWorld, "prisma" | "control">) {
  if ((await control.undelivered()) > 0) return null;
  const [row] = await prisma.$queryRaw<{ left: number; done: number }[]>`
    SELECT (SELECT count(*) FROM webhook_event WHERE processed_at IS NULL)::int
         + (SELECT count(*) FROM effect WHERE settled_at IS NULL AND kind <> 'email.send')::int AS left,
           (SELECT count(*) FROM webhook_event)::int + (SELECT count(*) FROM effect)::int AS done`;
  if (row === undefined || row.left > 0 || (await control.undelivered()) > 0) return null;
  return String(row.done);
}

/** Waits until every e-mail that was written down is with its mail server. */
export const allMailed = ({ prisma }: Pick<MonthsWorld, "prisma">): Promise<true> =>
  until(
    "every e-mail has its outcome",
    async () =>
      (await prisma.effect.count({ where: { kind: "email.send", settledAt: null } })) === 0,
    { withinMs: 60_000 },
  );
