import { createRandom } from "../chaos/random.ts";
import type { Flaw } from "../simulator/flaws.ts";
import type { History } from "./history.ts";
import { playDeal } from "./play-deal.ts";
import { productPlayer } from "./product-player.ts";
import { type TallyEntry, tallyOf } from "./tally.ts";
import { trustingPlayer } from "./trusting-player.ts";

export type Dealing = {
  seed: number;
  /** Histories dealt, two at a table. */
  deals: number;
  player: "product" | "trusting";
  flaws?: readonly Flaw[];
};

export type DealtMany = {
  entries: TallyEntry[];
  deliveries: number;
  looks: number;
  faults: string[];
};

const players = { product: productPlayer, trusting: trustingPlayer };

/** Deals two histories at a time, with seeds that follow `seed`, and counts how each of them ended. */
export async function dealMany(
  histories: readonly History[],
  { seed, deals, player, flaws = [] }: Dealing,
): Promise<DealtMany> {
  const tally = tallyOf();
  const sum: Omit<DealtMany, "entries"> = { deliveries: 0, looks: 0, faults: [] };
  for (let at = 0; at < deals; at += 2) {
    const own = seed + at / 2;
    const random = createRandom(own).branch("whose");
    const first = random.pick(histories);
    const others = histories.filter((one) => one !== first);
    const pair = at + 1 < deals ? [first, random.pick(others)] : [first];
    const dealt = await playDeal(players[player], pair, { seed: own, flaws });
    for (const [index, { name }] of pair.entries())
      tally.count(name, dealt.states[index] ?? "", own);
    sum.deliveries += dealt.deliveries;
    sum.looks += dealt.looks;
    sum.faults.push(...dealt.faults.map((fault) => `seed ${own}: ${fault}`));
  }
  return { entries: tally.entries(), ...sum };
}
