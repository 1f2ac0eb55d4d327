import { createIdemClient } from "@idem/client";
import { demoLogins } from "@idem/server";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { password, postAuth, signIn, signUp } from "./sign-up.ts";
import { startServer, type TestServer } from "./start-server.ts";

let server: TestServer;
let otherUrl: string;

beforeAll(async () => {
  server = await startServer();
  otherUrl = await server.another();
});
afterAll(() => server.close());

const withCookie = (url: string, cookie: string) =>
  createIdemClient({ url, headers: () => ({ cookie }) });

test("somebody signs up and is known by cookie and by token, on every node", async () => {
  const person = await signUp(server.url);
  const [own] = await person.client.billing.accounts.query();
  expect(own).toMatchObject({ kind: "user" });
  const current = await withCookie(server.url, person.cookie).billing.current.query();
  expect(current).toEqual({
    accountId: own?.accountId,
    customer: null,
    subscription: null,
    openCheckout: null,
  });
  const elsewhere = createIdemClient({
    url: otherUrl,
    headers: () => ({ authorization: `Bearer ${person.token}` }),
  });
  expect((await elsewhere.billing.current.query()).accountId).toBe(own?.accountId);
});

test("G8: without a session, or after it was ended on another node, nothing is answered", async () => {
  const visitor = createIdemClient({ url: server.url });
  await expect(visitor.billing.current.query()).rejects.toThrow("Please sign in");
  const person = await signUp(server.url);
  await person.client.billing.current.query();
  const out = await postAuth(otherUrl, "/sign-out", {
    body: {},
    headers: { authorization: `Bearer ${person.token}` },
  });
  expect(out.status).toBe(200);
  await expect(person.client.billing.current.query()).rejects.toThrow("Please sign in");
});

test("G8: a forged, foreign or cut session token is nobody", async () => {
  const person = await signUp(server.url);
  for (const token of [
    `${person.token}x`,
    person.token.slice(1),
    `${person.token}.forged`,
    "a.b",
  ]) {
    const forger = createIdemClient({
      url: server.url,
      headers: () => ({ authorization: `Bearer ${token}` }),
    });
    await expect(forger.billing.current.query(), token).rejects.toThrow("Please sign in");
  }
});

test("G1: eight first visits at once, on two nodes, make one billing account", async () => {
  const person = await signUp(server.url);
  const ids = await Promise.all(
    [server.url, otherUrl, server.url, otherUrl, server.url, otherUrl, server.url, otherUrl].map(
      async (url) => (await withCookie(url, person.cookie).billing.current.query()).accountId,
    ),
  );
  expect(new Set(ids).size).toBe(1);
});

test("five sign-ups of one address at once make one person, who can sign in", async () => {
  const email = `twice-${crypto.randomUUID()}@example.com`;
  const answers = await Promise.all(
    [1, 2, 3, 4, 5].map((turn) =>
      postAuth(turn % 2 ? server.url : otherUrl, "/sign-up/email", {
        body: { email, password, name: "Twice" },
      }),
    ),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422, 422, 422]);
  expect((await signIn(server.url, { email, password })).userId).toEqual(expect.any(String));
});

test("a sign-up that was cut between the person and the password can be repeated", async () => {
  const email = `cut-${crypto.randomUUID()}@example.com`;
  const client = new pg.Client({ connectionString: server.databaseUrl });
  await client.connect();
  await client.query(
    `INSERT INTO "user" (id, name, email, role, created_at, updated_at)
     VALUES ($1, 'Cut', $1, 'user', now() - interval '2 minutes', now())`,
    [email],
  );
  await client.end();
  const again = await postAuth(server.url, "/sign-up/email", {
    body: { email, password, name: "Cut" },
  });
  expect(again.status).toBe(200);
  expect((await signIn(server.url, { email, password })).userId).not.toBe(email);
});

test("a short password and a chosen role are refused", async () => {
  const person = { email: `x-${crypto.randomUUID()}@example.com`, password, name: "X" };
  const post = (body: unknown) => postAuth(server.url, "/sign-up/email", { body });
  expect((await post({ ...person, password: "nine-char" })).status).toBe(400);
  expect((await post({ ...person, role: "admin" })).status).toBe(400);
});

test("another site can neither sign a visitor in nor out", async () => {
  const { email, cookie } = await signUp(server.url);
  const evil = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
  const body = { email, password };
  expect((await postAuth(server.url, "/sign-in/email", { body, headers: evil })).status).toBe(403);
  const out = await postAuth(server.url, "/sign-out", { body: {}, headers: { ...evil, cookie } });
  expect(out.status).toBe(403);
});

test("G8: no admin can act as somebody else, change their password or delete them", async () => {
  const admin = await signIn(server.url, demoLogins.admin);
  const { userId } = await signUp(server.url);
  expect((await admin.post("/admin/impersonate-user", { userId })).status).toBe(403);
  expect((await admin.post("/admin/remove-user", { userId })).status).toBe(403);
  const newPassword = "another long one";
  expect((await admin.post("/admin/set-user-password", { userId, newPassword })).status).toBe(403);
  expect((await admin.post("/admin/ban-user", { userId })).status).toBe(200);
});

test("a banned person is out at once and cannot come back", async () => {
  const admin = await signIn(server.url, demoLogins.admin);
  const person = await signUp(server.url);
  await admin.post("/admin/ban-user", { userId: person.userId });
  await expect(person.client.billing.current.query()).rejects.toThrow("Please sign in");
  await expect(signIn(server.url, { email: person.email, password })).rejects.toThrow("403");
});
