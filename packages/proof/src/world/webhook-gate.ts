import { createServer, type IncomingMessage } from "node:http";
import { listen } from "./listen.ts";

export type WebhookGate = {
  /** What to register at Stripe. */
  url: string;
  open(): void;
  /** Deliveries that were refused. */
  refused(): number;
  close(): Promise<void>;
};

/** A gate before the product's webhook door: closed, it answers 503 to everything, as a proxy does whose server is gone. */
export async function openWebhookGate(serverUrl: string): Promise<WebhookGate> {
  let [isOpen, refused] = [false, 0];
  const server = createServer(async (request, response) => {
    const body = await read(request);
    if (!isOpen) {
      refused += 1;
      response.writeHead(503).end();
      return;
    }
    const answer = await fetch(`${serverUrl}/webhooks/stripe`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "stripe-signature": String(request.headers["stripe-signature"]),
      },
      body,
    }).catch(() => null);
    response.writeHead(answer?.status ?? 502).end();
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}/webhooks/stripe`,
    open: () => {
      isOpen = true;
    },
    refused: () => refused,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function read(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
