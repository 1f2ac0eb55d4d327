import { fork } from "node:child_process";
import { once } from "node:events";
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { text } from "node:stream/consumers";
import { expect, it } from "vitest";
import { z } from "zod";
import { signUp } from "../world/sign-up.ts";
import { startReady } from "../world/start.ts";
import { startWorld } from "../world/start-world.ts";

const serverProcess = path.join(import.meta.dirname, "../world/server-process.ts");
const bundle = path.join(import.meta.dirname, "../../../../apps/web/dist/assets");

it("G12: a whole purchase, with everything logged and everything going wrong, tells no secret", async () => {
  const world = await startWorld();
  const config = { ...world.config, logLevel: "trace" as const };
  const server = fork(serverProcess, { stdio: ["ignore", "pipe", "pipe", "ipc"] });
  if (server.stdout === null || server.stderr === null)
    throw new Error("The server has no output.");
  const logs = Promise.all([text(server.stdout), text(server.stderr)]);
  try {
    server.send(config);
    const [told] = await once(server, "message");
    const { url } = z.object({ url: z.string() }).parse(told);
    const person = await signUp(url);
    const answers: string[] = [];
    const ask = async (address: string, init: RequestInit = {}) => {
      const answer = await fetch(`${url}${address}`, { method: "POST", ...init });
      answers.push(await answer.text(), JSON.stringify([...answer.headers]));
    };
    const json = { "content-type": "application/json", origin: url };

    const { clientSecret, sessionId } = embedded(await startReady(person));
    await world.control.pay(sessionId);
    await person.client.checkout.status.query({ sessionId });
    await ask("/webhooks/stripe", { body: "{}", headers: { "stripe-signature": "t=1,v1=00" } });
    await ask("/api/trpc/checkout.start", { body: "{ not json", headers: json });
    await ask("/api/auth/sign-in/email", {
      body: JSON.stringify({ email: person.email, password: "another long password" }),
      headers: json,
    });
    await world.control.faults({ outage: true });
    await person.client.billing.invoices.query();
    await world.control.faults({});

    server.disconnect();
    await once(server, "exit");
    const output = (await logs).join("\n");
    expect(output).toContain('"route":"trpc:checkout.start"');
    const secrets = [
      config.stripe.secretKey,
      ...config.stripe.webhookSecrets,
      config.authSecret,
      config.databaseUrl,
      "a long password",
      "another long password",
      clientSecret,
      ...person.cookie.split("; ").map((cookie) => cookie.slice(cookie.indexOf("=") + 1)),
    ];
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(8);
      expect(output).not.toContain(secret);
      expect(answers.join("\n")).not.toContain(secret);
    }
  } finally {
    server.kill("SIGKILL");
    await world.close();
  }
});

it("G12: what browsers download has no key and no secret in it", () => {
  const files = globSync(`${bundle}/*.{js,css,map}`);
  expect(files.length).toBeGreaterThan(3);
  for (const file of files)
    expect(readFileSync(file, "utf8")).not.toMatch(
      /(?:sk|rk)_(?:test|live)_\w|whsec_\w|BETTER_AUTH/,
    );
});

function embedded(ready: Awaited<ReturnType<typeof startReady>>) {
  if (ready.ui !== "embedded") throw new Error("Expected the embedded page.");
  return ready;
}
