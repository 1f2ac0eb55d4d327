import { type LocalStripe, startLocalStripe } from "./index.ts";

const env = process.env;
const port = Number(env["LOCAL_STRIPE_PORT"] ?? 12_111);

/** One sentence for the person who started it, and a failing exit. */
function giveUp(sentence: string): never {
  process.stderr.write(`local Stripe: ${sentence}\n`);
  process.exit(1);
}

const given = <Name extends string>(name: Name, value: string | undefined) =>
  value === undefined || value === "" ? {} : { [name]: value };

async function start(): Promise<LocalStripe> {
  try {
    return await startLocalStripe({
      port,
      ...given("host", env["LOCAL_STRIPE_HOST"]),
      ...given("statePath", env["LOCAL_STRIPE_STATE"]),
      ...given("publicUrl", env["LOCAL_STRIPE_PUBLIC_URL"]),
      ...given("webhookUrl", env["LOCAL_STRIPE_WEBHOOK_URL"]),
      ...given("secretWebhook", env["LOCAL_STRIPE_WEBHOOK_SECRET"]),
    });
  } catch (fault) {
    return giveUp(fault instanceof Error ? fault.message : String(fault));
  }
}

if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  giveUp(`LOCAL_STRIPE_PORT must be a port number, not ${env["LOCAL_STRIPE_PORT"]}.`);
}
const localStripe = await start();
process.stdout.write(`${JSON.stringify({ listening: localStripe.url })}\n`);

let closing = false;
async function stop(): Promise<void> {
  if (closing) return;
  closing = true;
  await localStripe.close();
  process.exit(0);
}
process.on("SIGTERM", stop);
process.on("SIGINT", stop);
/** Started with an IPC channel, it ends with its parent, however the parent ends. */
process.on("disconnect", stop);
