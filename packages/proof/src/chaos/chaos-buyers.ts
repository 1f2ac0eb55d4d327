import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { z } from "zod";
import { type Ledger, ledgerSchema, type Tally, tallySchema } from "./ledger.ts";

export type BuyersOrders = {
  nodes: string[];
  payUrl: string;
  stripeUrl: string;
  people: number;
  /** How many are in the shop at a time. */
  atOnce: number;
  seed: number;
};

export type ChaosBuyers = {
  begin(): void;
  /** They finish what cannot be left, and wait for their return pages; answers what they wrote down. */
  quiet(): Promise<Ledger>;
  close(): Promise<void>;
};

const told = z.discriminatedUnion("is", [
  z.object({ is: z.literal("ready") }),
  z.object({ is: z.literal("tally"), tally: tallySchema }),
  z.object({ is: z.literal("ledger"), ledger: ledgerSchema }),
]);

/** Starts the buyers' process and waits until everybody has signed up. */
export async function startChaosBuyers(
  orders: BuyersOrders,
  onTally: (tally: Tally) => void,
): Promise<ChaosBuyers> {
  const child = fork(path.join(import.meta.dirname, "buyers-process.ts"), {
    execArgv: [],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ready = Promise.withResolvers<void>();
  const ledger = Promise.withResolvers<Ledger>();
  const gone = once(child, "exit");
  gone.then(() => {
    const early = new Error("The buyers' process ended early.");
    ready.reject(early);
    ledger.reject(early);
  }, ready.reject);
  ledger.promise.catch(() => {});
  child.on("message", (message) => {
    const news = told.parse(message);
    switch (news.is) {
      case "ready":
        ready.resolve();
        return;
      case "tally":
        onTally(news.tally);
        return;
      case "ledger":
        ledger.resolve(news.ledger);
    }
  });
  child.send(orders);
  const close = async () => {
    child.kill("SIGKILL");
    await gone;
  };
  await ready.promise.catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return {
    begin: () => child.send("begin"),
    quiet: () => {
      child.send("quiet");
      return ledger.promise;
    },
    close,
  };
}
