import { Agent, request } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import Stripe from "stripe";
import { type SenderOrders, type SenderReport, senderOrders } from "./sender-orders.ts";

/** Stripe's side of webhooks, in a process of its own: it sends on time, whether or not it is answered. */
process.once("message", async (message) => {
  process.send?.(await sendAll(senderOrders.parse(message)));
});
process.once("disconnect", () => process.exit(0));

const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });

/**
 * Each acknowledgement counts from when its event was to be sent. A sender that waits for answers would send fewest just
 * when the door is slowest, and leave what it did not send out of its percentiles.
 */
async function sendAll(orders: SenderOrders): Promise<SenderReport> {
  const { bodies, perSecond, seconds, warmUpSeconds, ...to } = orders;
  const beganMs = performance.now();
  const sent: Promise<SenderReport[number]>[] = [];
  for (let index = 0; index < perSecond * (warmUpSeconds + seconds); index++) {
    const dueMs = beganMs + (index * 1_000) / perSecond;
    const aheadMs = dueMs - performance.now();
    if (aheadMs > 0) await pause(aheadMs);
    const body = (bodies[index % bodies.length] ?? "").replace(/evt_\w+/, `evt_storm${index}`);
    const atMs = dueMs - beganMs - warmUpSeconds * 1_000;
    sent.push(
      send(to, body).then((status) => ({ atMs, tookMs: performance.now() - dueMs, status })),
    );
  }
  return (await Promise.all(sent)).filter(({ atMs }) => atMs >= 0);
}

/**
 * By plain `node:http`: what `fetch` leaves to be collected stopped this process for 30 ms every few seconds, and each
 * stop counted as a late answer of the door.
 */
function send(
  { url, secret }: Pick<SenderOrders, "url" | "secret">,
  body: string,
): Promise<number> {
  const signature = Stripe.webhooks.generateTestHeaderString({ payload: body, secret });
  return new Promise((resolve) => {
    const sent = request(`${url}/webhooks/stripe`, {
      method: "POST",
      agent,
      headers: {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(body),
        "stripe-signature": signature,
      },
    });
    sent.on("response", (answer) => {
      answer.resume();
      answer.on("end", () => resolve(answer.statusCode ?? 0));
      answer.on("error", () => resolve(0));
    });
    sent.on("error", () => resolve(0));
    sent.end(body);
  });
}
