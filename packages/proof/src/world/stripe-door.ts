import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { listen } from "./listen.ts";

/** What becomes of one request on its way to Stripe or of its answer on the way back. */
export type Fate = "lose request" | "lose answer" | "hold request" | "hold answer";

export type Caught = {
  /** Resolves when the fate has struck: the request is held or lost, or was executed and its answer is held or lost. */
  struck: Promise<void>;
  /** Lets what is held go on, and catches nothing more. */
  release(): void;
};

export type Passing = { method: string; path: string; key: string | null; form: URLSearchParams };
export type Watcher = (moment: "before" | "after", passing: Passing) => Promise<void>;

export type StripeDoor = {
  url: string;
  /**
   * Catches the next request that fits, e.g. `/^POST \/v1\/customers$/`. One that is lost is lost again whenever it is
   * sent under the same key, until it is released: Stripe's client repeats it by itself.
   */
  next(fits: RegExp, fate: Fate): Caught;
  /** Looks at every request before it goes on and after it was executed; the request waits for the look. */
  watch(watcher: Watcher): void;
  /** From now on Stripe answers in other words, e.g. in some that it has not used so far. */
  reword(change: (answer: string) => string): void;
  close(): Promise<void>;
};

/** A door between the product and Stripe that a test can shut at one exact moment, where chance would have to help. */
export async function openStripeDoor(stripeUrl: string): Promise<StripeDoor> {
  const agent = new Agent({ keepAlive: true });
  const traps: Trap[] = [];
  const watchers: Watcher[] = [];
  let reworded: ((answer: string) => string) | null = null;

  async function pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await read(incoming);
    const passing = describe(incoming, body);
    const trap = take(traps, passing);
    if (trap?.fate === "hold request") await trap.strike();
    if (trap?.fate === "lose request") {
      void trap.strike();
      incoming.socket.destroy();
      return;
    }
    for (const watcher of watchers) await watcher("before", passing);
    const answer = await forward({ agent, stripeUrl, incoming, body });
    for (const watcher of watchers) await watcher("after", passing);
    if (trap?.fate === "hold answer") await trap.strike();
    if (trap?.fate === "lose answer") {
      void trap.strike();
      incoming.socket.destroy();
      return;
    }
    const { status, headers, body: said } = reworded === null ? answer : inWords(answer, reworded);
    outgoing.writeHead(status, headers).end(said);
  }

  const server = createServer((incoming, outgoing) => {
    pass(incoming, outgoing).catch(() => incoming.socket.destroy());
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    next: (fits, fate) => set(traps, fits, fate),
    watch: (watcher) => watchers.push(watcher),
    reword: (change) => {
      reworded = change;
    },
    close: async () => {
      for (const trap of [...traps]) trap.release();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      agent.destroy();
    },
  };
}

type Trap = Caught & { fits: RegExp; fate: Fate; key: string | null; strike(): Promise<void> };

function set(traps: Trap[], fits: RegExp, fate: Fate): Trap {
  const struck = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const trap: Trap = {
    fits,
    fate,
    key: null,
    struck: struck.promise,
    release: () => {
      drop(traps, trap);
      released.resolve();
    },
    strike: () => {
      struck.resolve();
      return released.promise;
    },
  };
  traps.push(trap);
  return trap;
}

function take(traps: Trap[], { method, path, key }: Passing): Trap | undefined {
  const trap = traps.find(
    (one) => one.fits.test(`${method} ${path}`) && (one.key === null || one.key === key),
  );
  if (trap === undefined) return undefined;
  if (trap.fate.startsWith("hold") || key === null) drop(traps, trap);
  trap.key = key;
  return trap;
}

function drop(traps: Trap[], trap: Trap): void {
  const index = traps.indexOf(trap);
  if (index !== -1) traps.splice(index, 1);
}

function describe({ method = "GET", url = "/", headers }: IncomingMessage, body: Buffer): Passing {
  const key = headers["idempotency-key"];
  return {
    method,
    path: url.split("?", 1)[0] ?? "/",
    key: typeof key === "string" ? key : null,
    form: new URLSearchParams(body.toString()),
  };
}

async function read(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

type Forwarding = { agent: Agent; stripeUrl: string; incoming: IncomingMessage; body: Buffer };
type Answer = { status: number; headers: IncomingMessage["headers"]; body: Buffer };

function inWords(answer: Answer, change: (answer: string) => string): Answer {
  const body = Buffer.from(change(answer.body.toString()));
  return { ...answer, body, headers: { ...answer.headers, "content-length": String(body.length) } };
}

/** A connection that Stripe cuts is an error here, and cut for the product as well. */
function forward({ agent, stripeUrl, incoming, body }: Forwarding): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { method, headers, url = "/" } = incoming;
    const target = new URL(url, stripeUrl);
    const sent = request(target, { agent, method, headers: { ...headers, host: target.host } });
    sent.once("error", reject);
    sent.once("response", (response) => {
      read(response).then((answered) => {
        const { "transfer-encoding": _chunked, ...kept } = response.headers;
        resolve({ status: response.statusCode ?? 502, headers: kept, body: answered });
      }, reject);
    });
    sent.end(body);
  });
}
