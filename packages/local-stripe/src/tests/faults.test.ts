import { expect, test } from "vitest";
import { refused, startLocal } from "./local.ts";

test("a lost request is not executed, a lost answer is", async () => {
  const { stripe, control } = await startLocal();
  await control("faults", { lostRequest: 1 });
  await expect(stripe.customers.create({})).rejects.toThrow("connection");
  expect(await control("state")).toMatchObject({ customers: { count: 0 } });
  await control("faults", { lostAnswer: 1 });
  await expect(stripe.customers.create({})).rejects.toThrow("connection");
  expect(await control("state")).toMatchObject({ customers: { count: 1 } });
  const { data } = await control("requests");
  expect(data).toContainEqual(
    expect.objectContaining({ executed: false, status: null, fault: "lostRequest" }),
  );
  expect(data).toContainEqual(
    expect.objectContaining({ executed: true, status: null, fault: "lostAnswer" }),
  );
});

test("429, 500 and an outage execute nothing; an empty plan clears them all", async () => {
  const { stripe, control } = await startLocal();
  const plans = [
    [{ error429: 1 }, 429],
    [{ error500: 1 }, 500],
    [{ outage: true }, 503],
  ] as const;
  for (const [plan, status] of plans) {
    await control("faults", plan);
    expect((await refused(stripe.customers.create({}))).statusCode).toBe(status);
  }
  await control("faults", {});
  await stripe.customers.create({});
  expect(await control("state")).toMatchObject({ customers: { count: 1 } });
});

test("more requests in a second than are allowed are 429, and a second later they are not", async () => {
  const { stripe, control } = await startLocal();
  await control("faults", { callsPerSecond: 3 });
  const asked = Array.from({ length: 5 }, () => stripe.customers.list());
  const answers = await Promise.allSettled(asked);
  expect(answers.filter(({ status }) => status === "rejected")).toHaveLength(2);
  const isAnswered = () =>
    stripe.customers.list().then(
      () => true,
      () => false,
    );
  await expect.poll(isAnswered, { timeout: 15_000 }).toBe(true);
});

test("latency is a number or a range", async () => {
  const { stripe, control } = await startLocal();
  await control("faults", { latencyMs: [120, 200] });
  const start = performance.now();
  await stripe.customers.list();
  expect(performance.now() - start).toBeGreaterThanOrEqual(115);
});

test("a plan that makes no sense is refused in words", async () => {
  const { control } = await startLocal();
  expect(await control("faults", { lostAnswer: 2 })).toMatchObject({
    error: { message: "lostAnswer must be a probability from 0 to 1." },
  });
  expect(await control("faults", { lostAnswers: 1 })).toMatchObject({
    error: { message: "There is no fault called lostAnswers." },
  });
});

test("reset forgets everything", async () => {
  const { stripe, control } = await startLocal();
  await stripe.customers.create({}, { idempotencyKey: "k" });
  await control("clock", { advanceMs: 1000 });
  await control("reset", {});
  expect(await control("state")).toMatchObject({ customers: { count: 0 }, events: { count: 0 } });
  await stripe.customers.create({ name: "Other" }, { idempotencyKey: "k" });
});
