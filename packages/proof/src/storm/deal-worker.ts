import { parentPort, workerData } from "node:worker_threads";
import { type Dealing, dealMany } from "./deal-many.ts";

parentPort?.on("message", async (dealing: Dealing) => {
  parentPort?.postMessage(await dealMany(workerData, dealing));
});
