import { createIdemClient } from "@idem/client";
import { demoLogins, type Served, serve } from "@idem/server";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startWorld, type World } from "../world/start-world.ts";
import { password, postAuth, signIn, signUp } from "./caller.ts";

let world: World;
let other: Served;

beforeAll(async () => {
  world = await startWorld({ overrides: { seedDemo: true } });
  other = await serve({ ...world.config, publicUrl: world.url });
});
afterAll(async () => {
  await other.close();
  await world.close();
});

const withCookie = (url: string, cookie: string) =>
  createIdemClient({ url, headers: () => ({ cookie }) });

test("somebody signs up and is known by cookie and by token, on every node", async () => {
  const person = await signUp(world.url);
  const [own] = await person.client.billing.accounts.query();
  expect(own).toMatchObject({ kind: "user" });
  const current = await withCookie(world.url, person.cookie).billing.current.query();
  expect(current).toEqual({
    accountId: own?.accountId,
    customer: null,
    subscription: null,
    openCheckout: null,
    entitlement: { is: "ended", because: "never_subscribed", since: null },
    contact: { email: person.email, name: "Pat", isConfirmed: true },
    lookedAt: null,
  });
  const elsewhere = createIdemClient({
    url: other.url,
    headers: () => ({ authorization: `Bearer ${person.token}` }),
  });
  expect((await elsewhere.billing.current.query()).accountId).toBe(own?.accountId);
});

test("G8: without a session, or after it was ended on another node, nothing is answered", async () => {
  const visitor = createIdemClient({ url: world.url });
  await expect(visitor.billing.current.query()).rejects.toThrow("Please sign in");
  const person = await signUp(world.url);
  await person.client.billing.current.query();
  const out = await postAuth(other.url, "/sign-out", {
    body: {},
    headers: { authorization: `Bearer ${person.token}` },
  });
  expect(out.status).toBe(200);
  await expect(person.client.billing.current.query()).rejects.toThrow("Please sign in");
});

test("G8: a forged, foreign or cut session token is nobody", async () => {
  const person = await signUp(world.url);
  for (const token of [
    `${person.token}x`,
    person.token.slice(1),
    `${person.token}.forged`,
    "a.b",
  ]) {
    const forger = createIdemClient({
      url: world.url,
      headers: () => ({ authorization: `Bearer ${token}` }),
    });
    await expect(forger.billing.current.query(), token).rejects.toThrow("Please sign in");
  }
});

test("G1: eight first visits at once, on two nodes, make one billing account", async () => {
  const person = await signUp(world.url);
  const ids = await Promise.all(
    [world.url, other.url, world.url, other.url, world.url, other.url, world.url, other.url].map(
      async (url) => (await withCookie(url, person.cookie).billing.current.query()).accountId,
    ),
  );
  expect(new Set(ids).size).toBe(1);
});

test("five sign-ups of one address at once make one person, who can sign in", async () => {
  const email = `twice-${crypto.randomUUID()}@example.com`;
  const answers = await Promise.all(
    [1, 2, 3, 4, 5].map((turn) =>
      postAuth(turn % 2 ? world.url : other.url, "/sign-up/email", {
        body: { email, password, name: "Twice" },
      }),
    ),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422, 422, 422]);
  expect((await signIn(world.url, { email, password })).userId).toEqual(expect.any(String));
});

test("a sign-up that was cut between the person and the password can be repeated", async () => {
  const email = `cut-${crypto.randomUUID()}@example.com`;
  const client = new pg.Client({ connectionString: world.databaseUrl });
  await client.connect();
  await client.query(
    `INSERT INTO "user" (id, name, email, role, created_at, updated_at)
     VALUES ($1, 'Cut', $1, 'user', now() - interval '2 minutes', now())`,
    [email],
  );
  await client.end();
  const again = await postAuth(world.url, "/sign-up/email", {
    body: { email, password, name: "Cut" },
  });
  expect(again.status).toBe(200);
  expect((await signIn(world.url, { email, password })).userId).not.toBe(email);
});

test("a short password and a chosen role are refused", async () => {
  const person = { email: `x-${crypto.randomUUID()}@example.com`, password, name: "X" };
  const post = (body: unknown) => postAuth(world.url, "/sign-up/email", { body });
  expect((await post({ ...person, password: "nine-char" })).status).toBe(400);
  expect((await post({ ...person, role: "admin" })).status).toBe(400);
});

test("another site can neither sign a visitor in nor out", async () => {
  const { email, cookie } = await signUp(world.url);
  const evil = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
  const body = { email, password };
  expect((await postAuth(world.url, "/sign-in/email", { body, headers: evil })).status).toBe(403);
  const out = await postAuth(world.url, "/sign-out", { body: {}, headers: { ...evil, cookie } });
  expect(out.status).toBe(403);
});

test("G8: no admin can act as somebody else, change their password or delete them", async () => {
  const admin = await signIn(world.url, demoLogins.admin);
  const { userId } = await signUp(world.url);
  expect((await admin.post("/admin/impersonate-user", { userId })).status).toBe(403);
  expect((await admin.post("/admin/remove-user", { userId })).status).toBe(403);
  const newPassword = "another long one";
  expect((await admin.post("/admin/set-user-password", { userId, newPassword })).status).toBe(403);
  expect((await admin.post("/admin/ban-user", { userId })).status).toBe(200);
});

test("a banned person is out at once and cannot come back", async () => {
  const admin = await signIn(world.url, demoLogins.admin);
  const person = await signUp(world.url);
  await admin.post("/admin/ban-user", { userId: person.userId });
  await expect(person.client.billing.current.query()).rejects.toThrow("Please sign in");
  await expect(signIn(world.url, { email: person.email, password })).rejects.toThrow("403");
});
