import { once } from "node:events";
import { request } from "node:http";
import { demoLogins, serve } from "@idem/server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startWorld, type World } from "../world/start-world.ts";
import { signUp } from "./caller.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld({ overrides: { seedDemo: true } });
});
afterAll(() => world.close());

test("a port in use is refused at once, in a sentence, and leaves nothing open", async () => {
  const port = Number(new URL(world.url).port);
  await expect(serve({ ...world.config, port })).rejects.toThrow(/EADDRINUSE/);
});

test("demo users are never made in production", async () => {
  await expect(serve({ ...world.config, isProduction: true })).rejects.toThrow(
    "never made in production",
  );
});

test("a closing server finishes what is on its way and ends live answers", async () => {
  const other = await serve(world.config);
  const person = await signUp(other.url);
  const started = await person.client.checkout.start.mutate({
    priceId: "plus_year_usd",
    attempt: "attempt-1",
    revision: 0,
    ui: "embedded",
  });
  if (started.is !== "ready") throw new Error(`Expected a session, got ${started.reason}.`);
  const input = encodeURIComponent(JSON.stringify({ sessionId: started.sessionId }));
  const live = await fetch(`${other.url}/api/trpc/checkout.statusLive?input=${input}`, {
    headers: { accept: "text/event-stream", authorization: `Bearer ${person.token}` },
  });
  expect(live.headers.get("content-type")).toContain("text/event-stream");
  const reader = live.body?.getReader();
  await reader?.read();

  const onItsWay = await beginSignIn(other.url);
  const begunAtMs = performance.now();
  const closed = other.close();
  expect(await onItsWay.finish()).toBe(200);
  await closed;
  expect(performance.now() - begunAtMs).toBeLessThan(3_000);
  await expect(fetch(`${other.url}/healthz`)).rejects.toThrow();
});

/** A sign-in whose headers the server has read (it said "continue") and whose body it has not. */
async function beginSignIn(url: string): Promise<{ finish(): Promise<number | undefined> }> {
  const { email, password } = demoLogins.customer;
  const body = JSON.stringify({ email, password });
  const sent = request(`${url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "content-length": body.length,
      expect: "100-continue",
    },
  });
  sent.flushHeaders();
  await once(sent, "continue");
  return {
    finish: () =>
      new Promise((resolve, reject) => {
        sent.once("error", reject);
        sent.once("response", (answer) => resolve(answer.resume().statusCode));
        sent.end(body);
      }),
  };
}
