import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import {
  type BillingReader,
  type Credential,
  createBillingReader,
} from "./create-billing-reader.ts";
import { decideEntitlement } from "./decide-entitlement.ts";
import { features } from "./features.ts";

export type EntitlementOptions = {
  idemUrl: string;
  /** 0 takes any free port. */
  port: number;
  freshMs?: number;
  graceMs?: number;
  timeoutMs?: number;
  nowMs?: () => number;
};

export type EntitlementServer = { url: string; close(): Promise<void> };

/**
 * `GET /features/{name}` with the user's own `authorization` or `cookie` header answers
 * `{feature, allowed, because, isStale}`; 401 without a session, 404 for a feature that nobody has named.
 */
export async function startEntitlement({
  idemUrl,
  port,
  freshMs = 5_000,
  graceMs = 900_000,
  timeoutMs = 1_000,
  nowMs = () => performance.now(),
}: EntitlementOptions): Promise<EntitlementServer> {
  const read = createBillingReader({ idemUrl, freshMs, graceMs, timeoutMs, nowMs });
  const server = createServer((request, response) => {
    answer(read, request).then(
      ({ status, body }) => send(response, status, body),
      () => send(response, 500, { error: "Something went wrong." }),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("A TCP server has a port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Answer = { status: number; body: unknown };

async function answer(read: BillingReader, request: IncomingMessage): Promise<Answer> {
  const [, name = ""] = /^\/features\/([\w.-]+)$/.exec(request.url ?? "") ?? [];
  const feature = features.get(name);
  if (request.method !== "GET" || feature === undefined)
    return { status: 404, body: { error: "There is no such feature." } };
  const credential = credentialOf(request);
  const knowledge = credential === null ? notSignedIn : await read(credential);
  if (knowledge.is === "not_signed_in")
    return { status: 401, body: { error: "Please sign in to continue." } };
  return { status: 200, body: { feature: name, ...decideEntitlement(knowledge, feature) } };
}

const notSignedIn = { is: "not_signed_in" } as const;

function credentialOf({ headers }: IncomingMessage): Credential | null {
  const { authorization, cookie } = headers;
  if (authorization !== undefined) return { authorization };
  return cookie === undefined ? null : { cookie };
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response
    .writeHead(status, { "content-type": "application/json", "cache-control": "no-store" })
    .end(JSON.stringify(body));
}
