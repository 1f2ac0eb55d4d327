import { openMessages, type StoredMessage } from "./open-messages.ts";
import { startPage } from "./page/start-page.ts";
import { type Judge, startReceiving } from "./start-receiving.ts";

export type { StoredMessage } from "./open-messages.ts";
export type { Judge } from "./start-receiving.ts";

export type LocalMailboxOptions = {
  /** Of the page; 0 takes a free one. */
  port: number;
  /** Of the mail server; 0, the default, takes a free one. */
  smtpPort?: number;
  /** A folder that keeps the messages across restarts and `kill -9`; memory only unless set. */
  statePath?: string;
  /** Says "no" in a mail server's words, or holds an answer back; everything is taken unless set. */
  judge?: Judge;
};

export type LocalMailbox = {
  /** The page. */
  url: string;
  /** For an `SMTP_URL`. */
  smtpUrl: string;
  /** What has arrived, the latest last; the same Message-ID is one message, however often it came. */
  messages(): readonly StoredMessage[];
  close(): Promise<void>;
};

/**
 * A real mail server in this process that delivers nothing: it keeps what it gets and shows it on a page. Only this
 * machine reaches it. Rejects when a port is taken.
 */
export async function startLocalMailbox(options: LocalMailboxOptions): Promise<LocalMailbox> {
  const { port, smtpPort = 0, statePath = null, judge = async () => null } = options;
  const messages = await openMessages(statePath);
  const receiving = await startReceiving({ port: smtpPort, messages, judge });
  const page = await startPage({ port, messages }).catch(async (error: unknown) => {
    await receiving.close();
    throw error;
  });
  return {
    url: page.url,
    smtpUrl: receiving.url,
    messages: messages.all,
    close: async () => {
      await Promise.all([receiving.close(), page.close()]);
    },
  };
}
