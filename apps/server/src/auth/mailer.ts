import type { Logger } from "pino";

/** Sends what only the owner of an address may see. The links are secrets: they are passed on, never logged. */
export type Mailer = {
  passwordReset(mail: { to: string; url: string }): Promise<void>;
  invitation(mail: { to: string; organizationName: string; invitationId: string }): Promise<void>;
};

/** Sends nothing: for machines that have no mail server. The log says that a mail was asked for, and not what is in it. */
export function createLoggingMailer(logger: Logger): Mailer {
  return {
    passwordReset: async () =>
      logger.info("A password reset mail was requested; no mail server is set up."),
    invitation: async () =>
      logger.info("An invitation mail was requested; no mail server is set up."),
  };
}
