import { createServer, type IncomingMessage } from "node:http";
import type Stripe from "stripe";
import { z } from "zod";
import { listen } from "../../world/listen.ts";

const asked = z.object({ tenantId: z.string(), attempt: z.string() });
export type Asked = z.infer<typeof asked>;

/** `POST /checkout` on a bare HTTP server: less than any framework costs. */
export async function serveCheckout(checkout: (asked: Asked) => Promise<string>): Promise<string> {
  const server = createServer((request, answer) => {
    body(request)
      .then((text) => checkout(asked.parse(JSON.parse(text))))
      .then(
        (sessionId) => answer.end(JSON.stringify({ sessionId })),
        (error) => answer.writeHead(500).end(JSON.stringify({ error: String(error) })),
      );
  });
  const port = await listen(server);
  return `http://127.0.0.1:${port}`;
}

async function body(request: IncomingMessage): Promise<string> {
  request.setEncoding("utf8");
  return (await request.toArray()).join("");
}

export const sessionFor = (
  customer: string,
  price: string,
): Stripe.Checkout.SessionCreateParams => ({
  mode: "subscription",
  customer,
  line_items: [{ price, quantity: 1 }],
  success_url: "https://example.com/done",
  cancel_url: "https://example.com/plans",
});
