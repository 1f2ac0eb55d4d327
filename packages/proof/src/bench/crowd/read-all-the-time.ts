import { setTimeout as pause } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { z } from "zod";

/** A visitor with nothing to do with the buyers, in a thread of their own: asks one thing again and again, and times it. */
const { url, cookie } = z.object({ url: z.string(), cookie: z.string() }).parse(workerData);

let isStopped = false;
parentPort?.once("message", () => {
  isStopped = true;
});
const tookMs: number[] = [];
let failed = 0;
while (!isStopped) {
  const beganMs = performance.now();
  const answer = await fetch(`${url}/api/trpc/billing.current`, {
    headers: { cookie, origin: url },
  });
  await answer.arrayBuffer();
  tookMs.push(performance.now() - beganMs);
  if (!answer.ok) failed += 1;
  await pause(5);
}
parentPort?.postMessage({ tookMs, failed });
