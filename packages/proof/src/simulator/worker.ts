import { parentPort } from "node:worker_threads";
import { checkSchedules } from "./check-schedules.ts";

parentPort?.on("message", async (question: { seed: number; runs: number }) => {
  parentPort?.postMessage(await checkSchedules(question));
});
