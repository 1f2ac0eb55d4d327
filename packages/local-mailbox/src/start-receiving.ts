import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { SMTPServer, type SMTPServerDataStream } from "smtp-server";
import type { Messages } from "./open-messages.ts";

/** An answer in a mail server's words, e.g. `{code: 451, text: "Try again later."}`; `null` is yes. */
export type Verdict = { code: number; text: string } | null;

/**
 * Asked with the address at `RCPT TO`, and once more after the message has arrived: kept already, and not answered yet.
 * The server waits for it.
 */
export type Judge = (moment: "recipient" | "arrived", address: string) => Promise<Verdict>;

export type Receiving = { url: string; close(): Promise<void> };

/** The mail server: no TLS and no login, for this machine alone. */
export async function startReceiving({
  port,
  messages,
  judge,
}: {
  port: number;
  messages: Messages;
  judge: Judge;
}): Promise<Receiving> {
  const server = new SMTPServer({
    name: "mailbox.local",
    disabledCommands: ["AUTH", "STARTTLS"],
    authOptional: true,
    disableReverseLookup: true,
    closeTimeout: 500,
    onRcptTo: ({ address }, _session, answer) => {
      judge("recipient", address).then((said) => answer(refusal(said)), answer);
    },
    onData: (stream, { envelope }, answer) => {
      const address = envelope.rcptTo.map((one) => one.address).join(", ");
      receive(stream, { address, messages, judge }).then((said) => answer(refusal(said)), answer);
    },
  });
  // A client that cuts the connection is a day like any other.
  server.on("error", () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.server.off("error", reject);
      resolve();
    });
  });
  const { port: taken } = addressOf(server);
  return {
    url: `smtp://127.0.0.1:${taken}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function receive(
  stream: SMTPServerDataStream,
  { address, messages, judge }: { address: string; messages: Messages; judge: Judge },
): Promise<Verdict> {
  await messages.keep((await buffer(stream)).toString("utf8"), Date.now());
  return judge("arrived", address);
}

const refusal = (said: Verdict): Error | null =>
  said === null ? null : Object.assign(new Error(said.text), { responseCode: said.code });

function addressOf(server: SMTPServer): AddressInfo {
  const address = server.server.address();
  if (address === null || typeof address === "string") throw new Error("A TCP server has a port.");
  return address;
}
