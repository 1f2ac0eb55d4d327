import type { Seen } from "./check-month.ts";
import type { MonthsWorld } from "./months-world.ts";

/** Whether every payment has one receipt, every failure one letter, and every letter was sent once. */
export async function checkLetters(
  { prisma, letters }: Pick<MonthsWorld, "prisma" | "letters">,
  seen: readonly Seen[],
): Promise<string[]> {
  const rows = await prisma.effect.findMany({ where: { kind: "email.send" } });
  const slots = new Set(rows.map(({ slot }) => slot));
  const due = seen.flatMap(({ account, invoices }) => {
    const { accountId } = account.subscriber;
    const failed = account.bill.invoices.flatMap(({ atMs, paidAtMs }, at) =>
      paidAtMs === atMs ? [] : [invoices[at]?.id],
    );
    return [
      ...invoices
        .filter(({ status, total }) => status === "paid" && total > 0)
        .map(({ id }) => `email.send:${accountId}:receipt:${id}`),
      ...failed.map((id) => `email.send:${accountId}:payment_failed:${id}`),
    ];
  });
  const told = [...slots].filter((slot) => /:(receipt|payment_failed):/.test(slot));
  const unsent = rows.filter(({ key }) => letters.get(key) !== 1);
  return [
    ...due.filter((slot) => !slots.has(slot)).map((slot) => `${slot} was never written`),
    ...told.filter((slot) => !due.includes(slot)).map((slot) => `${slot} tells of nothing`),
    ...unsent.map(({ slot, key }) => `${slot} was sent ${letters.get(key) ?? 0} times`),
  ];
}
