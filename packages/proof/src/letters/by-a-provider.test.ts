import { createServer } from "node:http";
import { json } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { listen } from "../world/listen.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { until } from "../world/until.ts";
import { buy, leaseRunsOut, lettersInJournal } from "./letters.ts";

const email = z.object({ to: z.string(), subject: z.string() });
const sent: z.infer<typeof email>[] = [];
const said = new Map<string, { body: string; id: string }>();
let isAnswering = false;

/** A provider with idempotency keys, as Resend says of its own: the same key with the same content is sent once. */
const provider = createServer(async (request, response) => {
  const key = String(request.headers["idempotency-key"]);
  const content: unknown = await json(request);
  const body = JSON.stringify(content);
  const known = said.get(key);
  if (known && known.body !== body) {
    response.writeHead(409).end(JSON.stringify({ name: "invalid_idempotent_request" }));
    return;
  }
  const id = known?.id ?? `mail_${sent.push(email.parse(content))}`;
  said.set(key, { body, id });
  if (!isAnswering) return void request.socket.destroy();
  response.writeHead(200).end(JSON.stringify({ id }));
});

let world: World;
beforeAll(async () => {
  const port = await listen(provider);
  const route = { is: "api" as const, baseUrl: `http://127.0.0.1:${port}`, apiKey: "re_1" };
  world = await startWorld({ overrides: { mail: { from: "billing@idem.example", route } } });
});
afterAll(async () => {
  await world.close();
  provider.closeAllConnections();
  provider.close();
});

it("G4: a provider with keys loses every first answer: each e-mail is sent exactly once", async () => {
  const person = await buy(world);
  await until("both were sent, unheard", async () => sent.length === 2, { withinMs: 30_000 });
  isAnswering = true;
  await until(
    "both outcomes are known",
    async () => {
      await leaseRunsOut(world);
      return (await lettersInJournal(world, person)).every(({ settledAt }) => settledAt);
    },
    { withinMs: 30_000 },
  );
  expect(sent.map(({ to }) => to)).toEqual([person.email, person.email]);
  expect(new Set(sent.map(({ subject }) => subject)).size).toBe(2);
});
