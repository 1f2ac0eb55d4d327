import { expect, test, vi } from "vitest";
import { client, openShop, refused, startLocal } from "./local.ts";

const dayMs = 24 * 60 * 60 * 1000;

test("the same key and parameters replay the first answer and create once", async () => {
  const { stripe, control } = await startLocal();
  const create = () => stripe.customers.create({ email: "a@example.com" }, { idempotencyKey: "k" });
  const first = await create();
  const second = await create();
  expect(second.id).toBe(first.id);
  expect(first.lastResponse.headers["idempotent-replayed"]).toBeUndefined();
  expect(second.lastResponse.headers["idempotent-replayed"]).toBe("true");
  expect(await control("state")).toMatchObject({ customers: { count: 1 } });
});

test("a replay is the object as it was created, not as it is now", async () => {
  const { stripe } = await startLocal();
  const create = () => stripe.customers.create({ name: "Before" }, { idempotencyKey: "k" });
  const { id } = await create();
  await stripe.customers.update(id, { name: "After" });
  expect((await create()).name).toBe("Before");
});

test("other parameters or another path under the same key are an idempotency error", async () => {
  const { stripe } = await startLocal();
  await stripe.customers.create({ email: "a@example.com" }, { idempotencyKey: "k" });
  const parameters = await refused(
    stripe.customers.create({ email: "b@example.com" }, { idempotencyKey: "k" }),
  );
  const path = await refused(stripe.products.create({ name: "x" }, { idempotencyKey: "k" }));
  for (const { statusCode, rawType } of [parameters, path]) {
    expect({ statusCode, rawType }).toEqual({ statusCode: 400, rawType: "idempotency_error" });
  }
});

test("fifty at once with one key create once; those in between hear that the key is in use", async () => {
  const { stripe, control } = await startLocal();
  await control("faults", { latencyMs: 1000 });
  const answers = await Promise.allSettled(
    Array.from({ length: 50 }, () =>
      stripe.customers.create({ email: "a@example.com" }, { idempotencyKey: "k" }),
    ),
  );
  const refusals = answers.flatMap((answer) =>
    answer.status === "rejected" ? [answer.reason] : [],
  );
  expect(refusals).toHaveLength(49);
  for (const refusal of refusals) {
    expect(refusal).toMatchObject({ statusCode: 409, code: "idempotency_key_in_use" });
  }
  expect(await control("state")).toMatchObject({ customers: { count: 1 } });
});

test("without keys the same fifty create fifty", async () => {
  const { stripe, control } = await startLocal();
  await Promise.all(Array.from({ length: 50 }, () => stripe.customers.create({})));
  expect(await control("state")).toMatchObject({ customers: { count: 50 } });
});

test("a validation failure saves nothing, so the key can be used again", async () => {
  const { stripe } = await startLocal();
  const failure = await refused(
    stripe.customers.create({ email: "not an address" }, { idempotencyKey: "k" }),
  );
  expect(failure.code).toBe("email_invalid");
  const customer = await stripe.customers.create(
    { email: "a@example.com" },
    { idempotencyKey: "k" },
  );
  expect(customer.email).toBe("a@example.com");
});

test("a key is forgotten 24 hours later on this clock, not a minute before", async () => {
  const { stripe, control } = await startLocal();
  const create = () => stripe.customers.create({}, { idempotencyKey: "k" });
  const { id } = await create();
  await control("clock", { advanceMs: dayMs - 60_000 });
  expect((await create()).id).toBe(id);
  await control("clock", { advanceMs: 60_000 });
  expect((await create()).id).not.toBe(id);
});

test("a saved 500 is heard again by every retry and creates nothing; an unsaved one is not", async () => {
  const { stripe, control } = await startLocal();
  const create = () => stripe.customers.create({}, { idempotencyKey: "k" });
  await control("faults", { error500: 1 });
  expect((await refused(create())).statusCode).toBe(500);
  await control("faults", { error500Saved: 1 });
  expect((await refused(create())).statusCode).toBe(500);
  await control("faults", {});
  const replayed = await refused(create());
  expect(replayed.statusCode).toBe(500);
  expect(replayed.headers?.["idempotent-replayed"]).toBe("true");
  expect(await control("state")).toMatchObject({ customers: { count: 0 } });
});

test("a lost answer was executed and is replayed to the retry", async () => {
  const { stripe, control } = await startLocal();
  const create = () => stripe.customers.create({}, { idempotencyKey: "k" });
  await control("faults", { lostAnswer: 1 });
  await expect(create()).rejects.toThrow("connection");
  await control("faults", {});
  const { id } = await create();
  expect(await control("state")).toMatchObject({ customers: { ids: [id] } });
});

test("keys count for POST only", async () => {
  const { stripe } = await startLocal();
  const { customer } = await openShop(stripe);
  await stripe.customers.retrieve(customer, {}, { idempotencyKey: "k" });
  await stripe.customers.create({}, { idempotencyKey: "k" });
});

test("the client's own retries ride over a lost answer without doubling", async () => {
  const { port, control } = await startLocal();
  await control("faults", { lostAnswer: 1 });
  const patient = client(port, 8);
  const asked = Promise.all(Array.from({ length: 10 }, () => patient.customers.create({})));
  // All ten are executed, and nobody has heard of it.
  await vi.waitFor(async () =>
    expect(await control("state")).toMatchObject({ customers: { count: 10 } }),
  );
  await control("faults", {});
  await asked;
  expect(await control("state")).toMatchObject({ customers: { count: 10 } });
});
