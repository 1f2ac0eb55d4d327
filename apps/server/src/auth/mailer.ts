import type { Letter, Mail } from "@idem/mail";
import type { Logger } from "pino";

/** Sends what only the owner of an address may see. The links are secrets: they are passed on, never logged. */
export type Mailer = {
  passwordReset(mail: { to: string; url: string }): void;
  invitation(mail: { to: string; organizationName: string; invitationId: string }): void;
  /** Answers when what was begun is sent, or has failed. */
  finish(): Promise<void>;
};

/**
 * Sends these mails at once and outside of the journal: who misses one asks again. Nobody waits for the mail server, as
 * the time of an answer would tell whether an address has an account. `mail` null: the log says that a mail was asked for,
 * and not what is in it.
 */
export function createMailer(
  mail: Mail | null,
  { publicUrl, logger }: { publicUrl: string; logger: Logger },
): Mailer {
  const underWay = new Set<Promise<void>>();

  function post(what: string, letter: Letter, to: string): void {
    if (mail === null) {
      logger.info(`${what} was requested; no mail server is set up.`);
      return;
    }
    const sending = mail
      .deliver(letter, to, Date.now())
      .catch((error: unknown) => logger.error({ err: error }, `${what} could not be sent`))
      .finally(() => underWay.delete(sending));
    underWay.add(sending);
  }

  return {
    passwordReset: ({ to, url }) => post("A password reset mail", resetLetter(url), to),
    invitation: ({ to, organizationName, invitationId }) =>
      post(
        "An invitation mail",
        invitationLetter({ organizationName, publicUrl, invitationId }),
        to,
      ),
    finish: async () => {
      await Promise.all(underWay);
    },
  };
}

const resetLetter = (url: string): Letter => ({
  subject: "Choose a new password",
  paragraphs: [
    "Somebody, we hope you, has asked for a new password for your account.",
    "If it was not you, ignore this e-mail: nothing changes.",
  ],
  action: { label: "Choose a new password", url },
});

const invitationLetter = ({
  organizationName,
  publicUrl,
  invitationId,
}: {
  organizationName: string;
  publicUrl: string;
  invitationId: string;
}): Letter => ({
  subject: `You are invited to ${organizationName}`,
  paragraphs: [
    `You are invited to ${organizationName}. Sign in or sign up with this e-mail address to accept.`,
  ],
  facts: [["Invitation", invitationId]],
  action: { label: "Sign in", url: `${publicUrl}/sign-in` },
});
