import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Stripe from "stripe";
import { expect, onTestFinished, test, vi } from "vitest";
import { card, checkout, openShop, startLocal } from "./local.ts";

const secret = "whsec_test";

/** A webhook door that verifies with the official client and keeps what it accepted. */
async function openDoor(answer: (attempt: number) => number = () => 200) {
  const events: Stripe.Event[] = [];
  let attempts = 0;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    attempts += 1;
    const status = answer(attempts);
    const signature = request.headers["stripe-signature"] ?? "";
    const event = Stripe.webhooks.constructEvent(Buffer.concat(chunks), signature, secret);
    if (status === 200) events.push(event);
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { events, url: `http://127.0.0.1:${port}/hook`, attempts: () => attempts };
}

test("a purchase is told, signed, with what changed", async () => {
  const door = await openDoor();
  const { stripe, pay } = await startLocal({ webhookUrl: door.url, secretWebhook: secret });
  const session = await checkout(stripe, await openShop(stripe));
  await pay(session.id, { card });
  const wanted = [
    "customer.created",
    "payment_method.attached",
    "customer.subscription.created",
    "invoice.created",
    "invoice.finalized",
    "charge.succeeded",
    "payment_intent.created",
    "payment_intent.succeeded",
    "invoice.paid",
    "invoice.payment_succeeded",
    "checkout.session.completed",
  ];
  await vi.waitFor(() => {
    const types = door.events.map(({ type }): string => type);
    expect(types).toEqual(expect.arrayContaining(wanted));
  });
  const finalized = door.events.find(({ type }) => type === "invoice.finalized");
  expect(finalized?.data.previous_attributes).toMatchObject({ status: "draft", number: null });
  expect(finalized?.api_version).toBe("2026-10-28.endive");
  const created = door.events.find(({ type }) => type === "customer.created");
  expect(created?.request).toMatchObject({ id: expect.stringMatching(/^req_/) });
});

test("an endpoint hears only what it asked for, and its secret is told once", async () => {
  const door = await openDoor();
  const { stripe } = await startLocal({ secretWebhook: secret });
  const endpoint = await stripe.webhookEndpoints.create({
    url: door.url,
    enabled_events: ["product.created"],
  });
  expect(endpoint.secret).toBe(secret);
  expect((await stripe.webhookEndpoints.retrieve(endpoint.id)).secret).toBeUndefined();
  await openShop(stripe);
  await vi.waitFor(() => expect(door.events).toHaveLength(1));
  await stripe.webhookEndpoints.del(endpoint.id);
  expect((await stripe.webhookEndpoints.list()).data).toEqual([]);
});

test("a door that fails is tried again, with growing waits on this clock", async () => {
  const door = await openDoor((attempt) => (attempt < 3 ? 500 : 200));
  const { stripe, control } = await startLocal({ webhookUrl: door.url, secretWebhook: secret });
  await stripe.products.create({ name: "Plus" });
  await vi.waitFor(() => expect(door.attempts()).toBe(1));
  const [event] = (await stripe.events.list()).data;
  expect(event?.pending_webhooks).toBe(1);
  await vi.waitFor(async () => {
    await control("clock", { advanceMs: 4000 });
    expect(door.events).toHaveLength(1);
  });
  await vi.waitFor(async () => {
    expect((await stripe.events.retrieve(event?.id ?? "")).pending_webhooks).toBe(0);
  });
});

test("events wait for a door that is away, and follow it to its new address", async () => {
  const folder = await mkdtemp(join(tmpdir(), "local-stripe-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const start = { statePath: join(folder, "state.jsonl"), secretWebhook: secret };
  const away = await startLocal({ ...start, webhookUrl: "http://127.0.0.1:9/" });
  const { id } = await away.stripe.products.create({ name: "Plus" });
  await away.close();
  const door = await openDoor();
  const back = await startLocal({ ...start, webhookUrl: door.url });
  await back.control("clock", { advanceMs: 5000 });
  await vi.waitFor(() =>
    expect(door.events.map(({ data }) => data.object)).toMatchObject([{ id }]),
  );
  expect((await back.stripe.webhookEndpoints.list()).data).toHaveLength(1);
});

test("deliveries can be doubled and reordered", async () => {
  const door = await openDoor();
  const { stripe, control } = await startLocal({ webhookUrl: door.url, secretWebhook: secret });
  await control("faults", { webhooks: { duplicate: 0.5, shuffle: true } });
  const made: string[] = [];
  for (let n = 0; n < 30; n++) made.push((await stripe.customers.create({})).id);
  const heard = () => door.events.map(({ data }) => ("id" in data.object ? data.object.id : ""));
  await vi.waitFor(() => expect(new Set(heard()).size).toBe(30), { timeout: 5000 });
  expect(heard().length).toBeGreaterThan(30);
  expect([...new Set(heard())]).not.toEqual(made);
});

test("an endpoint of thin events is told which object, and nothing about it", async () => {
  const bodies: string[] = [];
  const client = new Stripe("sk_test_thin");
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    client.parseEventNotification(body, request.headers["stripe-signature"] ?? "", secret);
    bodies.push(body);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const { stripe } = await startLocal({ secretWebhook: secret });
  await stripe.webhookEndpoints.create({
    url: `http://127.0.0.1:${port}/`,
    enabled_events: ["customer.created"],
    metadata: { event_payload: "thin" },
  });
  const { id } = await stripe.customers.create({ name: "Pat" });
  await vi.waitFor(() => expect(bodies).toHaveLength(1));
  const [event] = (await stripe.events.list({ type: "customer.created" })).data;
  expect(JSON.parse(bodies[0] ?? "")).toMatchObject({
    object: "v2.core.event",
    type: "v1.customer.created",
    snapshot_event: event?.id,
    related_object: { id, type: "customer", url: `/v1/customers/${id}` },
  });
  expect(bodies[0]).not.toContain("Pat");
});
