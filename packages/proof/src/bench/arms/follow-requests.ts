import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";
import { ClientRequest, IncomingMessage } from "node:http";
import pg from "pg";
import { nameHeader } from "./name-header.ts";

/** For how long connections of the pool were held for starts, and how often one was taken. */
export const followed = { heldMs: 0, takes: 0 };

/**
 * Loaded into an arm's process before anything of the arm, the same for all: the arms do not know that they are
 * measured. Names travel with the asynchronous context from the request that came in to those that go out.
 */
const starts = new AsyncLocalStorage<string | undefined>();

subscribe("http.server.request.start", (message) => {
  const request = requestIn(message);
  if (request instanceof IncomingMessage) starts.enterWith(request.headers[nameHeader]?.toString());
});
subscribe("http.client.request.created", (message) => {
  const request = requestIn(message);
  const name = starts.getStore();
  if (name !== undefined && request instanceof ClientRequest) request.setHeader(nameHeader, name);
});

function requestIn(message: unknown): unknown {
  return typeof message === "object" && message !== null && "request" in message
    ? message.request
    : undefined;
}

type Callback = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  done: (release?: Error | boolean) => void,
) => void;

// pg-pool's own prototype: a `query` on the pool goes through the same `connect`.
const pool: { connect(callback?: Callback): Promise<pg.PoolClient> | undefined } =
  Object.getPrototypeOf(pg.Pool.prototype);
const connect = pool.connect;
pool.connect = function (callback) {
  const isForStart = starts.getStore() !== undefined;
  const connectThen = (then: Callback) =>
    connect.call(this, (error, client, done) => {
      if (isForStart && client !== undefined) time(client);
      then(error, client, client === undefined ? done : (release) => client.release(release));
    });
  if (callback !== undefined) return connectThen(callback);
  return new Promise((resolve, reject) => {
    connectThen((error, client) => (client === undefined ? reject(error) : resolve(client)));
  });
};

function time(client: pg.PoolClient): void {
  const takenAtMs = performance.now();
  const { release } = client;
  client.release = (error) => {
    followed.heldMs += performance.now() - takenAtMs;
    followed.takes += 1;
    client.release = release;
    return release.call(client, error);
  };
}
