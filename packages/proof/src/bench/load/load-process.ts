import { setTimeout as pause } from "node:timers/promises";
import { type LoadOrder, loadOrder, type Sample, type Start } from "./orders.ts";
import { sendStart } from "./send-start.ts";

/** The load, in a process of its own: it neither slows an arm down nor waits for one. */
process.on("message", async (message) => {
  const order = loadOrder.parse(message);
  process.send?.(await (order.is === "open" ? openLoop(order) : closedLoop(order)));
});
process.once("disconnect", () => process.exit(0));

/**
 * Latency counts from when a start was to be sent. A client that waits for answers before it goes on sends fewest just
 * when the server is slowest, and leaves what it did not send out of its percentiles.
 */
async function openLoop(order: Extract<LoadOrder, { is: "open" }>): Promise<Sample[]> {
  const everyMs = 1_000 / order.perSecond;
  const beganMs = performance.now();
  const sent: Promise<Sample>[] = [];
  for (const [index, presses] of order.buyers.entries()) {
    const atMs = index * everyMs;
    const aheadMs = beganMs + atMs - performance.now();
    if (aheadMs > 0) await pause(aheadMs);
    for (const start of presses) sent.push(press(order, { start, beganMs, atMs }));
  }
  return Promise.all(sent);
}

async function closedLoop(order: Extract<LoadOrder, { is: "closed" }>): Promise<Sample[]> {
  const beganMs = performance.now();
  const untilMs = beganMs + order.seconds * 1_000;
  const samples: Sample[] = [];
  const left = order.starts.values();
  const client = async (_: unknown, index: number) => {
    await pause((order.rampSeconds * 1_000 * index) / order.clients);
    for (const start of left) {
      if (performance.now() >= untilMs) return;
      samples.push(await press(order, { start, beganMs, atMs: performance.now() - beganMs }));
    }
  };
  const clients = Promise.all(Array.from({ length: order.clients }, client));
  await Promise.race([clients, pause((order.seconds + order.drainSeconds) * 1_000)]);
  return [...samples];
}

let nextUrl = 0;

async function press(
  { urls, answerHas }: Pick<LoadOrder, "urls" | "answerHas">,
  { start, beganMs, atMs }: { start: Start; beganMs: number; atMs: number },
): Promise<Sample> {
  nextUrl = (nextUrl + 1) % urls.length;
  const error = await sendStart(urls[nextUrl] ?? "", start, answerHas);
  return { name: start.name, atMs, tookMs: performance.now() - beganMs - atMs, error };
}
