import { createServer, type ServerResponse } from "node:http";
import type { Messages, StoredMessage } from "../open-messages.ts";
import { listPage } from "./list-page.ts";
import { messagePage } from "./message-page.ts";

export type Page = { url: string; close(): Promise<void> };

/**
 * The page of a mailbox: `/` the list, `/messages/{place}` one of them, `/messages/{place}/html` its markup alone,
 * `/messages.json` all of it for programs. An address of its own, so that what stands in an e-mail shares no cookie
 * with the product.
 */
export async function startPage({
  port,
  messages,
}: {
  port: number;
  messages: Messages;
}): Promise<Page> {
  const server = createServer((request, response) => {
    send(response, answer(request.url ?? "/", messages.all()));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (fault: NodeJS.ErrnoException) =>
      reject(new Error(fault.code === "EADDRINUSE" ? `Port ${port} is in use.` : fault.message)),
    );
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("A TCP server has a port.");
  return {
    url: `http://localhost:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Answer = { status: number; type?: string; policy?: string; body: string };

function answer(path: string, all: readonly StoredMessage[]): Answer {
  if (path === "/") return { status: 200, body: listPage(all) };
  if (path === "/messages.json")
    return { status: 200, type: "application/json", body: JSON.stringify(all) };
  const [, place = "", part] = /^\/messages\/(\d+)(\/html)?$/.exec(path) ?? [];
  const message = all[Number(place) - 1];
  if (message === undefined) return { status: 404, body: "There is no such message." };
  if (part === undefined) return { status: 200, body: messagePage(message, Number(place)) };
  // Links open beside the mailbox; nothing runs, nothing is loaded.
  const policy = `${strict}; sandbox allow-popups allow-popups-to-escape-sandbox`;
  return { status: 200, policy, body: `<base target="_blank">${message.html}` };
}

const strict = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

function send(
  response: ServerResponse,
  { status, type = "text/html", policy = ownPolicy, body }: Answer,
): void {
  response.writeHead(status, {
    "content-type": `${type}; charset=utf-8`,
    "content-security-policy": policy,
    "cache-control": "no-store",
  });
  response.end(body);
}

const ownPolicy = `${strict}; frame-src 'self'; base-uri 'none'; form-action 'none'`;
