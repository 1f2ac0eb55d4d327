import { createRequire } from "node:module";
import path from "node:path";
import { z } from "zod";
import { isPortFree } from "./free-port.ts";
import { startOwnProcess } from "./start-own-process.ts";
import { StartupRefusal } from "./startup-refusal.ts";

export type LocalMailboxProcess = {
  /** Its page, for people. */
  url: string;
  smtpUrl: string;
  stop(): Promise<void>;
};

const greeting = z.object({ listening: z.string(), smtp: z.string() });

/**
 * Starts the local mailbox, as the real mail server is another machine. Its messages belong to `home`. `onDeath` is
 * called when it ends without having been asked to.
 *
 * @throws StartupRefusal when its port is taken.
 */
export async function startLocalMailboxProcess({
  home,
  port,
  onDeath,
}: {
  home: string;
  port: number;
  onDeath: (reason: string) => void;
}): Promise<LocalMailboxProcess> {
  if (!(await isPortFree(port, "127.0.0.1"))) {
    throw new StartupRefusal(
      `Port ${port} is in use, and the local mailbox wants it: set LOCAL_MAILBOX_PORT to a free port.`,
    );
  }
  const entry = createRequire(import.meta.url).resolve("@idem/local-mailbox");
  const { greeting: said, stop } = await startOwnProcess({
    name: "The local mailbox",
    file: path.join(path.dirname(entry), "main.ts"),
    env: {
      LOCAL_MAILBOX_PORT: String(port),
      LOCAL_MAILBOX_STATE: path.join(home, "local-mailbox"),
    },
    onDeath,
  });
  const { listening, smtp } = greeting.parse(said);
  return { url: listening, smtpUrl: smtp, stop };
}
