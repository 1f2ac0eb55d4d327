import { randomUUID } from "node:crypto";
import type { Answer, IntentOf, System } from "@idem/billing";
import { createApiSender } from "./api/create-api-sender.ts";
import { encode } from "./encode.ts";
import type { Letter } from "./letters/letter.ts";
import { type Message, messageOf, messageSchema } from "./message.ts";
import { createSmtpSender } from "./smtp/create-smtp-sender.ts";

export type MailSettings = {
  /** Who it says it is from, e.g. `Idem <billing@example.com>`. */
  from: string;
  /** The address of the product, without a trailing slash: where links lead. */
  publicUrl: string;
  route: MailRoute;
};

/**
 * `smtp`   any mail server: at least once, each time with the same Message-ID and the same bytes
 * `api`    a provider with idempotency keys: exactly once, as long as it remembers the key
 */
export type MailRoute =
  | { is: "smtp"; url: string }
  | { is: "api"; baseUrl: string; apiKey: string };

/** One sending. `atMs` is the date on the e-mail, the same for each sending of it. */
export type Sending = { message: Message; key: string; atMs: number };
export type Sender = (sending: Sending) => Promise<Answer>;

export type Mail = {
  /** Carries out `email.send` effects. */
  system: System<IntentOf<"mail">>;
  /**
   * Sends one e-mail once, outside of the journal, for what somebody asks for and can ask for again, such as a password
   * reset. Throws when it was not accepted.
   */
  deliver(letter: Letter, to: string, nowMs: number): Promise<void>;
};

/**
 * E-mails as a foreign system like any other. A mail server cannot be asked what it has got, so a look is blind; and it
 * does not know our keys, so a permit past its window may still send: the Message-ID, by which two are told to be one,
 * has no window.
 */
export function openMail({ from, publicUrl, route }: MailSettings): Mail {
  const send = senderFor(route);
  return {
    system: {
      encode: (intent) => encode(intent, { from, publicUrl }),
      send: ({ request, key, firstSentAtMs }) =>
        send({ message: messageSchema.parse(request.params), key, atMs: firstSentAtMs }),
      look: async () => ({ is: "blind" }),
    },
    deliver: async (letter, to, nowMs) => {
      const id = randomUUID();
      const message = messageOf(letter, { from, to, id });
      const answer = await send({ message, key: id, atMs: nowMs });
      if (answer.is !== "done") throw new Error(`The e-mail was not accepted: ${why(answer)}.`);
    },
  };
}

function senderFor(route: MailRoute): Sender {
  switch (route.is) {
    case "smtp":
      return createSmtpSender(route.url);
    case "api":
      return createApiSender(route);
  }
}

function why(answer: Exclude<Answer, { is: "done" }>): string {
  switch (answer.is) {
    case "refused":
      return `${answer.status} ${answer.message}`;
    case "unknown":
      return answer.cause;
    case "busy":
    case "spent":
      return answer.is;
  }
}
