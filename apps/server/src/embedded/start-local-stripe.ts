import { createRequire } from "node:module";
import path from "node:path";
import { z } from "zod";
import { isPortFree } from "./free-port.ts";
import { startOwnProcess } from "./start-own-process.ts";
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
 * Starts the local Stripe, as the real one is another machine.
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
  const { greeting: said, stop } = await startOwnProcess({
    name: "The local Stripe",
    file: path.join(path.dirname(entry), "main.ts"),
    env: {
      LOCAL_STRIPE_PORT: String(port),
      LOCAL_STRIPE_STATE: path.join(home, "local-stripe"),
      LOCAL_STRIPE_WEBHOOK_URL: webhookUrl,
      LOCAL_STRIPE_WEBHOOK_SECRET: webhookSecret,
    },
    onDeath,
  });
  return { url: greeting.parse(said).listening, stop };
}
