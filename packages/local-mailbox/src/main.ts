import { startLocalMailbox } from "./index.ts";

const env = process.env;
const statePath = env["LOCAL_MAILBOX_STATE"];

/** One sentence for the person who started it, and a failing exit. */
function giveUp(fault: unknown): never {
  process.stderr.write(`local mailbox: ${fault instanceof Error ? fault.message : fault}\n`);
  process.exit(1);
}

const mailbox = await startLocalMailbox({
  port: Number(env["LOCAL_MAILBOX_PORT"] ?? 12_112),
  ...(statePath === undefined ? {} : { statePath }),
}).catch(giveUp);
process.stdout.write(`${JSON.stringify({ listening: mailbox.url, smtp: mailbox.smtpUrl })}\n`);

let isClosing = false;
async function stop(): Promise<void> {
  if (isClosing) return;
  isClosing = true;
  await mailbox.close();
  process.exit(0);
}
process.on("SIGTERM", stop);
process.on("SIGINT", stop);
/** Started with an IPC channel, it ends with its parent, however the parent ends. */
process.on("disconnect", stop);
