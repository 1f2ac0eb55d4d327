import { readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase } from "../world/fresh-database.ts";
import { endIdem, newHome, type Started, startIdem, takePort } from "./idem-process.ts";

const addressIn = (said: string): string => /Idem is ready at (\S+)/.exec(said)?.[1] ?? "";

async function isRunning(pid: number): Promise<boolean> {
  return (await stat(`/proc/${pid}`).catch(() => null)) !== null;
}

describe("npm start on a new home", () => {
  let place: Awaited<ReturnType<typeof newHome>>;
  let idem: Started;

  beforeAll(async () => {
    place = await newHome();
    idem = await startIdem({ IDEM_HOME: place.home, LOG_LEVEL: "silent" });
  });

  afterAll(async () => {
    await endIdem(idem.child, "SIGTERM");
    await place.remove();
  });

  test("prints one line with the address, a card, codes and two logins", () => {
    expect(idem.said.trim().split("\n")).toHaveLength(1);
    expect(idem.said).toMatch(/http:\/\/localhost:\d+/);
    expect(idem.said).toContain("4242 4242 4242 4242");
    expect(idem.said).toContain("WELCOME20");
    expect(idem.said).toContain("customer@example.com");
    expect(idem.said).toContain("admin@example.com");
  });

  test("answers, and keeps its secrets to its owner", async () => {
    const health = await fetch(`${addressIn(idem.said)}/readyz`);
    expect(health.status).toBe(200);
    const secrets = await stat(path.join(place.home, "secrets.json"));
    expect(secrets.mode & 0o777).toBe(0o600);
  });

  test("has a mailbox, which gets the mail for a new password and shows it", async () => {
    const address = addressIn(idem.said);
    const mailbox = /e-mails at (\S+)/.exec(idem.said)?.[1] ?? "";
    await fetch(`${address}/api/auth/request-password-reset`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: address },
      body: JSON.stringify({ email: "customer@example.com", redirectTo: "/reset-password" }),
    });
    const page = () => fetch(mailbox).then((answer) => answer.text());
    await expect.poll(page, { timeout: 10_000 }).toContain("Choose a new password");
    expect(await fetch(`${mailbox}/messages/1`).then((answer) => answer.text())).toContain(
      "customer@example.com",
    );
  });

  test("a second start on the same home is one sentence and fails", async () => {
    const second = await startIdem({ IDEM_HOME: place.home });
    expect(second.code).toBe(1);
    expect(second.said.trim()).toMatch(/^Another Idem \(process \d+\) is using .* IDEM_HOME .*\.$/);
  });

  test("another home beside it starts and stops on its own", async () => {
    const other = await newHome();
    const beside = await startIdem({ IDEM_HOME: other.home, LOG_LEVEL: "silent" });
    expect(beside.code).toBeNull();
    expect(await endIdem(beside.child, "SIGINT")).toBe(0);
    expect((await fetch(`${addressIn(idem.said)}/healthz`)).status).toBe(200);
    await other.remove();
  });

  test("killed with -9 it takes its children along, and the next start has the same data", async () => {
    const secrets = await readFile(path.join(place.home, "secrets.json"), "utf8");
    const children = await readFile(
      `/proc/${idem.child.pid}/task/${idem.child.pid}/children`,
      "utf8",
    );
    const pids = children.trim().split(" ").map(Number);
    expect(pids.length).toBeGreaterThanOrEqual(2);
    await endIdem(idem.child, "SIGKILL");

    idem = await startIdem({ IDEM_HOME: place.home, LOG_LEVEL: "silent" });
    expect(idem.code).toBeNull();
    expect(await readFile(path.join(place.home, "secrets.json"), "utf8")).toBe(secrets);
    for (const pid of pids) await expect.poll(() => isRunning(pid)).toBe(false);
  });

  test("SIGINT ends everything and answers 0", async () => {
    expect(await endIdem(idem.child, "SIGINT")).toBe(0);
    await expect(fetch(`${addressIn(idem.said)}/healthz`)).rejects.toThrow();
    idem = await startIdem({ IDEM_HOME: place.home, LOG_LEVEL: "silent" });
    expect(idem.code).toBeNull();
  });
});

describe("npm start that cannot", () => {
  let place: Awaited<ReturnType<typeof newHome>>;
  let databaseUrl: string;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    place = await newHome();
    ({ url: databaseUrl, drop } = await freshDatabase());
  });

  afterAll(async () => {
    await drop();
    await place.remove();
  });

  /** Starts on an own home and a database that is there, so that nothing but the variable under test is wrong. */
  async function refusal(env: Record<string, string>): Promise<string> {
    const idem = await startIdem({ IDEM_HOME: place.home, DATABASE_URL: databaseUrl, ...env });
    expect(idem.code).toBe(1);
    expect(idem.said.trim().split("\n")).toHaveLength(1);
    return idem.said.trim();
  }

  test("says which port is in use, and the variable that moves it", async () => {
    const { port, free } = await takePort();
    expect(await refusal({ PORT: String(port) })).toBe(
      `Port ${port} is in use: stop what uses it, or set PORT to another.`,
    );
    expect(await refusal({ LOCAL_STRIPE_PORT: String(port) })).toContain("LOCAL_STRIPE_PORT");
    expect(await refusal({ LOCAL_MAILBOX_PORT: String(port) })).toContain("LOCAL_MAILBOX_PORT");
    free();
  });

  test("names the variable with a bad value", async () => {
    expect(await refusal({ PORT: "many" })).toMatch(/^PORT must be a port number/);
    expect(await refusal({ DATABASE_URL: "mysql://x" })).toMatch(/^DATABASE_URL must be/);
    expect(await refusal({ LOG_LEVEL: "loud" })).toMatch(/^LOG_LEVEL must be one of/);
    expect(await refusal({ STRIPE_SECRET_KEY: "sk_test_1" })).toMatch(/go together/);
    expect(await refusal({ SMTP_URL: "mail.example.com" })).toMatch(/^SMTP_URL must be an address/);
    expect(await refusal({ SMTP_URL: "smtp://localhost" })).toMatch(/^MAIL_FROM must be set/);
  });

  test("says that the database cannot be reached, without its password", async () => {
    const said = await refusal({ DATABASE_URL: "postgresql://me:hunter2@127.0.0.1:9/idem" });
    expect(said).toContain("127.0.0.1:9/idem");
    expect(said).not.toContain("hunter2");
  });

  test("says that the data was written by a newer version", async () => {
    const other = await newHome();
    const first = await startIdem({
      IDEM_HOME: other.home,
      DATABASE_URL: databaseUrl,
      LOG_LEVEL: "silent",
    });
    await endIdem(first.child, "SIGTERM");
    await writeFile(path.join(other.home, "version"), "999.0.0\n");
    expect(await refusal({ IDEM_HOME: other.home })).toMatch(/newer Idem \(999\.0\.0\)/);
    await other.remove();
  });

  test("refuses the local Stripe and missing secrets in production", async () => {
    const production = { NODE_ENV: "production" };
    expect(await refusal(production)).toMatch(/local Stripe is not for production/);
    const stripe = {
      STRIPE_SECRET_KEY: "sk_live_1",
      STRIPE_PUBLISHABLE_KEY: "pk_live_1",
      STRIPE_WEBHOOK_SECRET: "whsec_1",
    };
    expect(await refusal({ ...production, ...stripe })).toMatch(/^SMTP_URL .* SMTP_URL=none/);
    const noMail = { ...production, ...stripe, SMTP_URL: "none" };
    expect(await refusal(noMail)).toMatch(/^BETTER_AUTH_SECRET must be set/);
    const placeholder = { BETTER_AUTH_SECRET: "x".repeat(40) };
    expect(await refusal({ ...noMail, ...placeholder })).toMatch(/must be random/);
  });
});
