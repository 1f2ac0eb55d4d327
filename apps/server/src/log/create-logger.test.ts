import { expect, test } from "vitest";
import { createLogger } from "./create-logger.ts";
import { inRequestScope } from "./request-scope.ts";

function capture() {
  const lines: string[] = [];
  const logger = createLogger("trace", { write: (line) => void lines.push(line) });
  return { logger, last: () => lines.at(-1) ?? "" };
}

const secrets: [string, Record<string, unknown>][] = [
  ["a header", { headers: { authorization: "Basic c3VwZXI=" } }],
  ["a cookie", { headers: { cookie: "a=b; idem.session_token=c3VwZXI=; theme=dark" } }],
  ["an array of cookies", { "set-cookie": ["a=c3VwZXI=", "b=c3VwZXI="] }],
  ["a password deep down", { a: { b: { c: { d: { password: "c3VwZXI=" } } } } }],
  ["a password with quotes and backslashes", { password: 'x"y\\"c3VwZXI=\\' }],
  ["a body logged as text", { body: JSON.stringify({ password: 'q"c3VwZXI=', email: "a@b.c" }) }],
  [
    "text inside text",
    { body: JSON.stringify({ b: JSON.stringify({ clientSecret: "c3VwZXI=" }) }) },
  ],
  ["a client secret by field", { session: { client_secret: "c3VwZXI=" } }],
  ["a signature", { "Stripe-Signature": "t=1,v1=c3VwZXI=" }],
];

test.each(secrets)("%s does not reach the log, and the line stays JSON", (_name, fields) => {
  const { logger, last } = capture();
  logger.info({ ...fields, kept: "visible" }, "message");
  expect(last()).not.toContain("c3VwZXI");
  expect(JSON.parse(last())).toMatchObject({ kept: "visible", msg: "message", level: "info" });
});

test.each([
  "sk_test_51Habc",
  "sk_live_51Habc",
  "rk_live_51Habc",
  "whsec_abc+def/gh=",
  "cs_test_a1B2_secret_fidwb",
  "pi_3Nabc_secret_fidwb",
])("%s is hidden in a message, a field and an error", (secret) => {
  const { logger, last } = capture();
  logger.error(
    { err: new Error(`Stripe said no to ${secret}.`), url: `/x?y=${secret}` },
    `with ${secret}`,
  );
  expect(last()).not.toContain(secret);
  expect(last()).toContain("Stripe said no to");
  expect(() => JSON.parse(last())).not.toThrow();
});

test("a session token, a reset link and a database password are hidden in text", () => {
  const { logger, last } = capture();
  logger.info("Bearer abc.def then /reset-password/tok123?x=1 and postgres://idem:hunter2@db/idem");
  expect(last()).not.toMatch(/abc\.def|tok123|hunter2/);
});

test("every line written while a request is served carries its id, and none outside", async () => {
  const { logger, last } = capture();
  await inRequestScope("req-1", async () => {
    await Promise.resolve();
    logger.info("deep");
  });
  expect(JSON.parse(last())).toMatchObject({ requestId: "req-1" });
  logger.info("outside");
  expect(JSON.parse(last())).not.toHaveProperty("requestId");
});
