import { setTimeout as pause } from "node:timers/promises";
import Stripe from "stripe";
import { type SenderOrders, type SenderReport, senderOrders } from "./sender-orders.ts";

/** Stripe's side of webhooks, in a process of its own: it sends on time, whether or not it is answered. */
process.once("message", async (message) => {
  process.send?.(await sendAll(senderOrders.parse(message)));
});
process.once("disconnect", () => process.exit(0));

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

async function send(
  { url, secret }: Pick<SenderOrders, "url" | "secret">,
  body: string,
): Promise<number> {
  const signature = Stripe.webhooks.generateTestHeaderString({ payload: body, secret });
  try {
    const answer = await fetch(`${url}/webhooks/stripe`, {
      method: "POST",
      headers: { "content-type": "application/json", "stripe-signature": signature },
      body,
    });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return 0;
  }
}
