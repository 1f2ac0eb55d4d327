import { proveMonths } from "../months/prove-months.ts";
import { showMuseum } from "../museum/show-museum.ts";
import { allMutants } from "../mutants/all-mutants.ts";
import { proveMutants } from "../mutants/prove-mutants.ts";
import { proveReconcile } from "../reconcile/prove-reconcile.ts";
import { proveSchedules } from "../simulator/prove-schedules.ts";
import { proveStorm } from "../storm/prove-storm.ts";
import { proveChaos } from "./prove-chaos.ts";
import { type Orders, readOrders, usage } from "./read-orders.ts";
import { createTeller } from "./teller.ts";

/** `npm run prove`: 0 when all that was claimed held, 1 when not, 2 for a command that it does not understand. */
async function main(): Promise<number> {
  let orders: Orders | null;
  try {
    orders = readOrders(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    return 2;
  }
  if (orders === null) {
    process.stdout.write(usage);
    return 0;
  }
  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => stopping.abort(new Error(`Stopped by ${signal}.`)));
  try {
    const { ok } = await carryOut(orders, stopping.signal);
    return ok ? 0 : 1;
  } catch (error) {
    if (!stopping.signal.aborted) throw error;
    process.stderr.write("\nStopped: nothing is proved.\n");
    return 130;
  }
}

function carryOut(orders: Orders, signal: AbortSignal): Promise<{ ok: boolean }> {
  const teller = createTeller(process.stdout);
  switch (orders.does) {
    case "chaos":
      return proveChaos({ ...orders, ...teller, signal });
    case "schedules":
      return proveSchedules({ ...orders, ...teller });
    case "mutants":
      return proveMutants({
        ...orders,
        ...teller,
        signal,
        mutants: allMutants.filter(
          ({ caughtBy }) => !orders.onlyBySimulator || caughtBy.is === "simulator",
        ),
      });
    case "storm":
      return proveStorm({ ...orders, ...teller, signal });
    case "reconcile":
      return proveReconcile({ ...orders, ...teller, signal });
    case "months":
      return proveMonths({ ...orders, ...teller, signal });
    case "museum":
      return showMuseum({ ...orders, ...teller });
  }
}

process.exit(await main());
