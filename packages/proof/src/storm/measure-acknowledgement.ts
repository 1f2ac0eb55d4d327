import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { openPool } from "../world/open-pool.ts";
import { until } from "../world/until.ts";
import type { Subscriber } from "./fill-ground.ts";
import { type SenderOrders, type SenderReport, senderReport } from "./sender-orders.ts";
import { type Ground, secretWebhook } from "./start-ground.ts";

export type Acknowledgement = {
  perSecond: number;
  report: SenderReport;
  /** With those of the warm-up: how many were done when the last one was acknowledged, and how long the rest took. */
  stored: number;
  doneMeanwhile: number;
  settledAfterSeconds: number;
};

/** Signed events at a fixed rate, from another process, while the worker does what they ask for. */
export async function measureAcknowledgement(
  ground: Ground,
  subscribers: readonly Subscriber[],
  { signal, ...rain }: { perSecond: number; seconds: number; signal: AbortSignal },
): Promise<Acknowledgement> {
  const bodies = subscribers.flatMap(({ events }) =>
    events.slice(0, 1).map((event) => JSON.stringify(event)),
  );
  await using pool = await openPool(ground.databaseUrl, 1);
  await pool.query("DELETE FROM webhook_event");
  const server = await ground.serve({});
  try {
    const to = { url: server.url, secret: secretWebhook, bodies };
    const report = await sendFrom({ ...to, ...rain, warmUpSeconds }, signal);
    const count = async () => {
      const { rows } = await pool.query<{ done: number; left: number }>(
        `SELECT count(processed_at)::int AS done, count(*)::int - count(processed_at)::int AS left
         FROM webhook_event`,
      );
      return rows[0] ?? { done: 0, left: 0 };
    };
    const { done, left } = await count();
    const sentMs = performance.now();
    await until("every event is done", async () => (await count()).left === 0, {
      withinMs: 120_000,
    });
    const settledAfterSeconds = (performance.now() - sentMs) / 1_000;
    return {
      perSecond: rain.perSecond,
      report,
      stored: done + left,
      doneMeanwhile: done,
      settledAfterSeconds,
    };
  } finally {
    await server.close();
  }
}

const warmUpSeconds = 10;

async function sendFrom(orders: SenderOrders, signal: AbortSignal): Promise<SenderReport> {
  const sender = fork(path.join(import.meta.dirname, "sender-process.ts"), {
    execArgv: [],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    signal,
  });
  const gone = once(sender, "exit");
  const told = once(sender, "message");
  sender.send(orders);
  const [message] = await Promise.race([
    told,
    gone.then(() => Promise.reject(new Error("The sender ended before it had sent."))),
  ]);
  sender.disconnect();
  await gone;
  return senderReport.parse(message);
}
