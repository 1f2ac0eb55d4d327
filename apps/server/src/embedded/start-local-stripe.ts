import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import path from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { isPortFree } from "./free-port.ts";
import { StartupRefusal } from "./startup-refusal.ts";

export type LocalStripeProcessOptions = {
  /** IDEM_HOME; the state of this Stripe belongs to it. */
  home: string;
  /** 0 takes any free port. */
  port: number;
  /** Where it tells us about events, and what it signs them with. */
  webhookUrl: string;
  webhookSecret: string;
  /** Called when it ends without having been asked to. */
  onDeath: (reason: string) => void;
};

export type LocalStripeProcess = { url: string; stop(): Promise<void> };

const greeting = z.object({ listening: z.string() });

/**
 * Starts the local Stripe as a process of its own, as the real one is another machine: it lives on while the server
 * crashes in a request, and it ends with us, because its IPC channel closes.
 *
 * @throws StartupRefusal when its port is taken.
 */
export async function startLocalStripeProcess(
  options: LocalStripeProcessOptions,
): Promise<LocalStripeProcess> {
  const { home, port, webhookUrl, webhookSecret, onDeath } = options;
  if (!(await isPortFree(port, "127.0.0.1"))) {
    throw new StartupRefusal(
      `Port ${port} is in use, and the local Stripe wants it: set LOCAL_STRIPE_PORT to a free port.`,
    );
  }
  const entry = createRequire(import.meta.url).resolve("@idem/local-stripe");
  const child = spawn(process.execPath, [path.join(path.dirname(entry), "main.ts")], {
    // Its own group: Ctrl-C reaches the server first, which may still need its Stripe to finish a request.
    detached: true,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: {
      LOCAL_STRIPE_PORT: String(port),
      LOCAL_STRIPE_STATE: path.join(home, "local-stripe"),
      LOCAL_STRIPE_WEBHOOK_URL: webhookUrl,
      LOCAL_STRIPE_WEBHOOK_SECRET: webhookSecret,
    },
  });
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error("A piped child has its streams.");
  let said = "";
  stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const gone = once(child, "exit");
  const lines = createInterface({ input: stdout });
  const first = await Promise.race([once(lines, "line"), gone.then(() => null)]);
  if (first === null) throw new StartupRefusal(`The local Stripe did not start: ${said.trim()}`);
  const { listening } = greeting.parse(JSON.parse(String(first[0])));
  stderr.pipe(process.stderr);

  let isAsked = false;
  child.once("exit", (code, signal) => {
    if (!isAsked) onDeath(`The local Stripe ended (${signal ?? code}).`);
  });
  return {
    url: listening,
    stop: async () => {
      isAsked = true;
      child.kill("SIGTERM");
      await gone;
    },
  };
}
