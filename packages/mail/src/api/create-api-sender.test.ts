import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { createApiSender } from "./create-api-sender.ts";

const sending = {
  message: {
    from: "billing@mail.example",
    to: "pat@example.com",
    subject: "Welcome",
    text: "Hello.\n",
    html: "<p>Hello.</p>",
    messageId: "<abc@mail.example>",
  },
  key: "idem_1",
  atMs: 0,
};

type Said = { status: number; body: unknown };
const seen: { key: unknown; authorization: unknown; body: string }[] = [];
let says: Said | "nothing" = { status: 200, body: { id: "mail_1" } };

const provider = createServer(async (request, response) => {
  const { "idempotency-key": key, authorization } = request.headers;
  seen.push({ key, authorization, body: await text(request) });
  if (says === "nothing") return void request.socket.destroy();
  response.writeHead(says.status, { "content-type": "application/json" });
  response.end(JSON.stringify(says.body));
});
await new Promise<void>((resolve) => provider.listen(0, "127.0.0.1", resolve));
const address = provider.address();
const port = typeof address === "object" ? address?.port : 0;
const send = createApiSender({ is: "api", baseUrl: `http://127.0.0.1:${port}`, apiKey: "re_1" });

beforeEach(() => {
  seen.length = 0;
});
afterAll(() => void provider.close());

describe("an e-mail by a provider with idempotency keys", () => {
  it("goes with the effect's key, and the same bytes each time", async () => {
    says = { status: 200, body: { id: "mail_1" } };
    expect(await send(sending)).toEqual({ is: "done", result: { id: "mail_1" }, how: "sent" });
    await send(sending);
    expect(seen[0]).toMatchObject({ key: "idem_1", authorization: "Bearer re_1" });
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[0]?.body).toContain('"Message-ID":"<abc@mail.example>"');
  });

  it.each([
    [422, "validation_error", "refused"],
    [400, "invalid_idempotency_key", "refused"],
    [409, "concurrent_idempotent_requests", "busy"],
    [409, "invalid_idempotent_request", "unknown"],
    [401, "missing_api_key", "unknown"],
    [403, "invalid_api_key", "unknown"],
    [429, "rate_limit_exceeded", "unknown"],
    [500, "internal_server_error", "unknown"],
  ] as const)("G4: %i %s is %s", async (status, name, is) => {
    says = { status, body: { statusCode: status, name, message: "in words" } };
    expect(await send(sending)).toMatchObject({ is });
  });

  it("G4: no answer, and one that nobody can read, are unknown", async () => {
    says = "nothing";
    expect(await send(sending)).toMatchObject({ is: "unknown" });
    says = { status: 502, body: "<html>" };
    expect(await send(sending)).toMatchObject({ is: "unknown" });
    says = { status: 200, body: { ok: true } };
    expect(await send(sending)).toMatchObject({ is: "unknown" });
  });
});
