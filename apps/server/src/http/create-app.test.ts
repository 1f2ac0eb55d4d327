import type { ApiContext } from "@idem/api";
import { pino } from "pino";
import { expect, test } from "vitest";
import { createTurnstiles } from "../create-turnstiles.ts";
import { type AppOptions, createApp } from "./create-app.ts";

const viewer = {
  userId: "u1",
  email: "a@example.com",
  name: "A",
  role: "user",
  isFresh: true,
} as const;

const refuseAll = () => Promise.reject(new Error("sk_test_inner detail that nobody may see"));

const billing: ApiContext["billing"] = {
  plans: async () => [],
  quote: refuseAll,
  start: refuseAll,
  status: refuseAll,
  current: refuseAll,
  refresh: refuseAll,
  invoices: refuseAll,
  invoice: refuseAll,
  changeEmail: refuseAll,
  followSignIn: refuseAll,
  previewChange: refuseAll,
  change: refuseAll,
  act: refuseAll,
  applyCode: refuseAll,
  portal: refuseAll,
};

const admin: ApiContext["admin"] = {
  subscriptions: refuseAll,
  countSubscriptions: refuseAll,
  countFacets: refuseAll,
  accountOf: refuseAll,
  detail: refuseAll,
  story: refuseAll,
  payments: refuseAll,
  find: refuseAll,
  act: refuseAll,
  previewChange: refuseAll,
  change: refuseAll,
  comp: refuseAll,
  endStray: refuseAll,
  refund: refuseAll,
  resync: refuseAll,
  effectsInDoubt: refuseAll,
  reconcileEffect: refuseAll,
  events: refuseAll,
  eventsSummary: refuseAll,
  replay: refuseAll,
  passes: refuseAll,
  pass: refuseAll,
  drifts: refuseAll,
  acceptDrift: refuseAll,
  beginPass: refuseAll,
  duplicates: {
    findings: refuseAll,
    plans: refuseAll,
    plan: refuseAll,
    accounts: refuseAll,
    compare: refuseAll,
    begin: refuseAll,
    ask: refuseAll,
  },
  audit: refuseAll,
  tellOfExport: refuseAll,
  tellOfSeeding: refuseAll,
  figures: refuseAll,
  exportSubscriptions: () => {
    throw new Error("sk_test_inner detail that nobody may see");
  },
};

const file = (body: string, isImmutable: boolean) => ({
  type: "text/html; charset=utf-8",
  etag: `"${body}"`,
  isImmutable,
  body: new TextEncoder().encode(body),
  compressed: { br: new TextEncoder().encode("br"), gzip: new TextEncoder().encode("gz") },
});

function world(changes: Partial<AppOptions> = {}) {
  const lines: string[] = [];
  const observed: string[] = [];
  const options: AppOptions = {
    publicUrl: "https://shop.example",
    trustedOrigins: ["https://shop.example"],
    proxyHops: 0,
    stripe: { publishableKey: "pk_test_1", scriptUrl: null },
    api: {
      billing,
      admin,
      accounts: {
        ownAccount: async () => "acc_1",
        mayBill: async () => false,
        list: async () => [],
      },
      limits: { take: () => true },
      demo: null,
    },
    auth: {
      handle: async (request) => Response.json({ origin: request.headers.get("origin") }),
      viewer: async (headers) => (headers.has("cookie") ? viewer : null),
      paths: new Set(["/sign-in/email"]),
    },
    receiveWebhook: async (_body, signature) => (signature === "good" ? "stored" : "forged"),
    turnstiles: createTurnstiles(),
    isDatabaseUp: async () => true,
    site: new Map([
      ["/index.html", file("index", false)],
      ["/assets/index-abcdefgh.js", file("asset", true)],
    ]),
    metrics: {
      request: (route, method, { status }) => void observed.push(`${method} ${route} ${status}`),
      expose: async () => ({ contentType: "text/plain", text: "idem_up 1" }),
    },
    logger: pino({ level: "trace" }, { write: (line) => void lines.push(line) }),
    closing: new AbortController().signal,
    ...changes,
  };
  const app = createApp(options);
  return { ask: (path: string, init?: RequestInit) => app.request(path, init), lines, observed };
}

const start = (headers: Record<string, string>): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify({ priceId: "p", attempt: "attempt-1", revision: 0, ui: "embedded" }),
});

test("a sane request id is kept, a strange one replaced, and every door answers with it", async () => {
  const { ask } = world();
  for (const path of [
    "/healthz",
    "/api/trpc/catalog.plans",
    "/api/auth/get-session",
    "/",
    "/api/no",
  ]) {
    const kept = await ask(path, { headers: { "x-request-id": "req-42" } });
    expect(kept.headers.get("x-request-id"), path).toBe("req-42");
  }
  for (const strange of ["a b", "<script>", "x".repeat(101)]) {
    const answer = await ask("/healthz", { headers: { "x-request-id": strange } });
    expect(answer.headers.get("x-request-id")).toMatch(/^[\w-]{36}$/);
  }
});

test.each([
  ["another site", { cookie: "s=1", "sec-fetch-site": "cross-site" }, 403],
  ["a sister domain", { cookie: "s=1", "sec-fetch-site": "same-site" }, 403],
  ["another origin in an old browser", { cookie: "s=1", origin: "https://evil.example" }, 403],
  ["a sandboxed frame", { cookie: "s=1", origin: "null" }, 403],
  ["our own page", { cookie: "s=1", "sec-fetch-site": "same-origin" }, 500],
  ["our own page in an old browser", { cookie: "s=1", origin: "https://shop.example" }, 500],
  ["a script with a cookie jar", { cookie: "s=1" }, 500],
  ["another site without cookies", { "sec-fetch-site": "cross-site" }, 401],
])("G8: a purchase from %s", async (_name, headers, status) => {
  // 500 is what the use-case of this test answers: the call got through.
  const answer = await world().ask("/api/trpc/checkout.start", start(headers));
  expect(answer.status).toBe(status);
});

test("G12: an unexpected failure has the request's id and leaks nothing", async () => {
  const { ask } = world();
  const answer = await ask(
    "/api/trpc/checkout.start",
    start({ cookie: "s=1", "x-request-id": "req-7" }),
  );
  const text = await answer.text();
  expect(JSON.parse(text)).toMatchObject({ error: { data: { requestId: "req-7" } } });
  expect(text).not.toMatch(/sk_test|inner|stack|\.ts/);
});

test("ten calls go into one request, eleven and ten thousand do not", async () => {
  const { ask } = world();
  const batch = (size: number) =>
    ask(`/api/trpc/${Array(size).fill("catalog.plans").join(",")}?batch=1&input=%7B%7D`);
  expect((await batch(10)).status).toBe(200);
  expect((await batch(11)).status).toBe(400);
  const begunAtMs = performance.now();
  expect((await batch(10_000)).status).toBe(400);
  expect(performance.now() - begunAtMs).toBeLessThan(200);
});

test("a body that is too large is refused, announced or not", async () => {
  const { ask } = world();
  const large = "x".repeat(101 * 1024);
  const announced = {
    method: "POST",
    body: large,
    headers: { "content-length": `${large.length}` },
  };
  expect((await ask("/api/trpc/checkout.start", announced)).status).toBe(413);
  expect((await ask("/api/auth/sign-in/email", announced)).status).toBe(413);
  expect((await ask("/api/auth/sign-in/email", { method: "POST", body: large })).status).toBe(413);
  const event = { method: "POST", body: large, headers: { "stripe-signature": "good" } };
  expect((await ask("/webhooks/stripe", event)).status).toBe(200);
  const huge = { ...event, body: "x".repeat(1024 * 1024 + 1) };
  expect((await ask("/webhooks/stripe", huge)).status).toBe(413);
});

test("an unknown API address is a JSON 404, and never the web app", async () => {
  for (const path of ["/api", "/api/nothing", "/api/trpc/no.such", "/webhooks/other"]) {
    const answer = await world().ask(path, { headers: { accept: "text/html" } });
    expect(answer.status, path).toBe(404);
    expect(answer.headers.get("content-type"), path).toContain("json");
  }
});

test("a webhook is 200 when stored, 400 when forged or unsigned, 503 when it must be sent again", async () => {
  const post = (headers: Record<string, string>, changes = {}) =>
    world(changes).ask("/webhooks/stripe", { method: "POST", body: "{}", headers });
  expect((await post({ "stripe-signature": "good" })).status).toBe(200);
  expect((await post({ "stripe-signature": "bad" })).status).toBe(400);
  expect((await post({})).status).toBe(400);
  const away = { receiveWebhook: refuseAll };
  expect((await post({ "stripe-signature": "good" }, away)).status).toBe(503);
});

test("pages get the app, assets are kept for ever, and no address leads out of the folder", async () => {
  const { ask } = world();
  const page = await ask("/checkout?price=p", { headers: { "accept-encoding": "gzip, br" } });
  expect([page.status, page.headers.get("content-encoding")]).toEqual([200, "br"]);
  expect(page.headers.get("cache-control")).toBe("no-cache");
  const asset = await ask("/assets/index-abcdefgh.js");
  expect(asset.headers.get("cache-control")).toContain("immutable");
  expect(await asset.text()).toBe("asset");
  expect((await ask("/", { headers: { "if-none-match": '"index"' } })).status).toBe(304);
  for (const path of [
    "/assets/gone-abcdefgh.js",
    "/..%2f..%2fpackage.json",
    "/%2e%2e/package.json",
  ])
    expect((await ask(path)).status, path).toBe(404);
});

test("only our own scripts and Stripe's may run, or the local Stripe's instead", async () => {
  const csp = async (scriptUrl: string | null) => {
    const { ask } = world({ stripe: { publishableKey: "pk_test_1", scriptUrl } });
    const answer = await ask("/");
    return answer.headers.get("content-security-policy") ?? "";
  };
  const real = await csp(null);
  expect(real).toContain("script-src 'self' https://js.stripe.com");
  expect(real).toContain("frame-ancestors 'none'");
  expect(real).not.toContain("localhost");
  const local = await csp("http://localhost:12111/_local/stripe.js");
  expect(local).toContain("script-src 'self' http://localhost:12111 http://127.0.0.1:12111");
  expect(local).not.toContain("stripe.com");
});

test("readiness needs the database and ends with the closing; life does not", async () => {
  expect((await world().ask("/readyz")).status).toBe(200);
  expect((await world({ isDatabaseUp: async () => false }).ask("/readyz")).status).toBe(503);
  const closed = world({ closing: AbortSignal.abort() });
  expect((await closed.ask("/readyz")).status).toBe(503);
  expect((await closed.ask("/healthz")).status).toBe(200);
});

test("logs and metrics name the route, and never what was asked for", async () => {
  const { ask, lines, observed } = world();
  await ask("/api/trpc/catalog.plans?input=SECRETCODE");
  await ask("/api/auth/reset-password/SECRETTOKEN");
  await ask("/SECRETPATH.php");
  await ask("/api/trpc/SECRET.procedure");
  expect(observed).toEqual([
    "GET trpc:catalog.plans 200",
    "GET auth:other 200",
    "GET unknown 404",
    "GET trpc:unknown 404",
  ]);
  expect(lines.join("")).not.toContain("SECRET");
});

test("a script's cookie jar gets the origin that browsers send by themselves, another site's stays", async () => {
  const origin = async (headers: Record<string, string>) => {
    const answer = await world().ask("/api/auth/sign-out", { method: "POST", headers });
    return answer.json();
  };
  expect(await origin({ cookie: "s=1" })).toEqual({ origin: "https://shop.example" });
  expect(await origin({ origin: "https://evil.example" })).toEqual({
    origin: "https://evil.example",
  });
  expect(await origin({ "sec-fetch-site": "cross-site" })).toEqual({ origin: null });
});

test("the browser learns which Stripe it talks to, and no secret", async () => {
  const answer = await world().ask("/api/config");
  expect(await answer.json()).toEqual({
    publishableKey: "pk_test_1",
    stripeScriptUrl: null,
    stripeDashboard: "https://dashboard.stripe.com/test",
  });
});
