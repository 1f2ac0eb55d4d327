import pg from "pg";
import { allArms } from "../arms/all-arms.ts";
import { type ArmName, armNames } from "../arms/arm.ts";
import type { Start } from "../load/orders.ts";

export type BuyersOf = {
  /** That many who have never bought, in the arm's database; each with the presses it makes at once. */
  take(count: number, presses?: (buyer: number) => readonly string[]): Promise<Start[][]>;
} & AsyncDisposable;

/** So that no two arms have a buyer, and an address, in common: some arms look customers up by address. */
const buyersEach = 10_000_000;

/** The buyers of one arm: numbered through the whole run, so that nobody buys twice by chance. */
export async function buyersOf(
  name: ArmName,
  databaseUrl: string,
  from = armNames.indexOf(name) * buyersEach,
): Promise<BuyersOf> {
  const arm = allArms[name];
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  let next = from;
  return {
    take: async (count, presses = () => ["first-visit"]) => {
      const first = next;
      next += count;
      await arm.add(client, first, next);
      // A database that has just grown by thousands of rows plans as if it had none.
      await client.query("ANALYZE");
      await client.query("CHECKPOINT");
      return Array.from({ length: count }, (_, index) =>
        presses(first + index).map((attempt, press) => ({
          name: `${name} ${first + index} ${press}`,
          ...arm.startOf(first + index, attempt),
        })),
      );
    },
    [Symbol.asyncDispose]: () => client.end(),
  };
}

/** Every second one presses the same button twice, every second one has a second tab. */
export const twice = (buyer: number): readonly string[] =>
  buyer % 2 === 0 ? ["first-visit", "first-visit"] : ["first-visit", "other-visit"];
