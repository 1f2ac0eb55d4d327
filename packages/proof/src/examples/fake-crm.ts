import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { json } from "node:stream/consumers";
import { z } from "zod";
import { listen } from "../world/listen.ts";

const draft = z.object({ external_id: z.string(), email: z.string(), name: z.string() });
type Contact = z.infer<typeof draft> & { id: string };

export type FakeCrm = {
  url: string;
  contacts: readonly Contact[];
  /**
   * What becomes of the next creation: lost on its way, or executed with nobody to hear it. `struck` resolves when it has
   * happened; a lost one is lost for good.
   */
  next(fate: "lose request" | "lose answer" | "say no"): { struck: Promise<void> };
  /** While it is down, every connection is cut. */
  down(isDown: boolean): void;
  close(): Promise<void>;
};

/**
 * A CRM as many are: no idempotency keys, two creations are two contacts, and a list by `external_id` that sees what was
 * written a moment ago. It knows nothing of us.
 */
export async function startFakeCrm(): Promise<FakeCrm> {
  const contacts: Contact[] = [];
  let fate: { is: Parameters<FakeCrm["next"]>[0]; strike: () => void } | null = null;
  let isDown = false;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (isDown) return void request.socket.destroy();
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://crm");
    if (pathname !== "/contacts") return send(response, 404, { error: "Not found." });
    if (request.method === "GET") {
      const id = searchParams.get("external_id");
      return send(response, 200, { contacts: contacts.filter((one) => one.external_id === id) });
    }
    const body = draft.parse(await json(request));
    const now = fate;
    fate = null;
    now?.strike();
    if (now?.is === "say no") return send(response, 422, { error: "This is no e-mail address." });
    if (now?.is === "lose request") return void request.socket.destroy();
    const contact = { id: `contact_${contacts.length + 1}`, ...body };
    contacts.push(contact);
    if (now?.is === "lose answer") return void request.socket.destroy();
    send(response, 201, contact);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => request.socket.destroy());
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    contacts,
    next: (is) => {
      const struck = Promise.withResolvers<void>();
      fate = { is, strike: struck.resolve };
      return { struck: struck.promise };
    },
    down: (is) => {
      isDown = is;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
