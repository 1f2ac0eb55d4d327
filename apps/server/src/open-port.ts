import type { Server } from "node:http";
import { createServer } from "node:http";
import { getRequestListener, type Http2Bindings, type HttpBindings } from "@hono/node-server";

export type Port = {
  /** The port that was taken, also when any was asked for. */
  number: number;
  /** Until it is called, every request is answered 503. */
  answerWith(handle: Handle): void;
  /** Takes no more requests, lets those on their way finish for `graceMs`, then cuts what is left. */
  close(graceMs: number): Promise<void>;
};

type Handle = (request: Request, env: HttpBindings | Http2Bindings) => Promise<Response> | Response;

/**
 * Takes the port before anything else is opened: a port in use fails at once and with nothing half started, and a free
 * port (0) is known before the addresses that contain it are needed. Throws node's `EADDRINUSE` and the like.
 */
export async function openPort(host: string, port: number): Promise<Port> {
  let handle: Handle = () =>
    Response.json({ error: { message: "The server is starting." } }, { status: 503 });
  const server = createServer(
    {
      // Slow senders hold nothing but a socket, and not for long.
      headersTimeout: 15_000,
      requestTimeout: 30_000,
      // Longer than the 60 s of common balancers, so that they close idle connections and never we while they send.
      keepAliveTimeout: 65_000,
    },
    getRequestListener((request, env) => handle(request, env)),
  );
  await listen(server, host, port);
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("A TCP server has a port.");
  return {
    number: address.port,
    answerWith: (next) => {
      handle = next;
    },
    close: (graceMs) => close(server, graceMs),
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/** Node closes connections that are idle when it is told to close, but not those that become idle later. */
const idleCheckMs = 50;

function close(server: Server, graceMs: number): Promise<void> {
  if (!server.listening) return Promise.resolve();
  return new Promise((resolve) => {
    const idle = setInterval(() => server.closeIdleConnections(), idleCheckMs);
    const cut = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearInterval(idle);
      clearTimeout(cut);
      resolve();
    });
  });
}
