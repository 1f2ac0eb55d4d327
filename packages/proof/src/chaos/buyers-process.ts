import { setTimeout as pause } from "node:timers/promises";
import { signUp } from "../world/sign-up.ts";
import type { BuyersOrders } from "./chaos-buyers.ts";
import { emptyLedger, emptyTally } from "./ledger.ts";
import { createRandom } from "./random.ts";
import type { Buyer, Street } from "./tab.ts";
import { visit } from "./visit.ts";

const tellEveryMs = 500;
/** Two hash a password at a time: there are two cores, and a node each. */
const signUpsAtOnce = 4;

/** Everybody who buys, in a process of their own: told when to begin and when it is quiet; tells what they saw. */
async function main(orders: BuyersOrders): Promise<void> {
  const { nodes, payUrl, stripeUrl, people, atOnce, seed } = orders;
  let tally = emptyTally();
  let isQuiet = false;
  const random = createRandom(seed).branch("buyers");
  const ledger = emptyLedger();
  const street: Street = {
    nodes,
    payUrl,
    stripeUrl,
    random,
    ledger,
    tally: () => tally,
    isQuiet: () => isQuiet,
  };
  const idle = await gather(nodes, people);
  ledger.buyers = idle.map(({ accountId, email }) => ({ accountId, email }));
  process.on("message", (told) => {
    if (told === "quiet") isQuiet = true;
    if (told === "begin") void run();
  });
  process.send?.({ is: "ready" });

  async function run(): Promise<void> {
    const telling = setInterval(tell, tellEveryMs);
    await Promise.all(Array.from({ length: atOnce }, () => comeAndGo()));
    tally.isIdle = true;
    clearInterval(telling);
    tell();
    process.send?.({ is: "ledger", ledger });
  }

  /** Somebody who is not in the shop comes in, buys and goes, until it is quiet. */
  async function comeAndGo(): Promise<void> {
    while (!isQuiet) {
      const buyer = idle.splice(Math.floor(random.next() * idle.length), 1)[0];
      if (buyer === undefined) throw new Error("There are fewer people than are in the shop.");
      await visit(street, buyer);
      idle.push(buyer);
      await pause(random.between(0, 200));
    }
  }

  function tell(): void {
    process.send?.({ is: "tally", tally });
    tally = emptyTally();
  }
}

/** Signs everybody up, at all nodes in turn, before anything breaks. */
async function gather(nodes: readonly string[], people: number): Promise<Buyer[]> {
  const buyers: Buyer[] = [];
  let next = 0;
  const sign = async () => {
    while (next < people) {
      const url = nodes[next % nodes.length] ?? "";
      next += 1;
      const { accountId, email, cookie } = await signUp(url);
      buyers.push({ accountId, email, cookie });
    }
  };
  await Promise.all(Array.from({ length: signUpsAtOnce }, sign));
  return buyers;
}

process.once("message", (orders: BuyersOrders) => {
  main(orders).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});
process.once("disconnect", () => process.exit(0));
