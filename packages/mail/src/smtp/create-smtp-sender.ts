import nodemailer from "nodemailer";
import type { Sender } from "../open-mail.ts";
import { classifySmtp } from "./classify-smtp.ts";
import { smtpOptions } from "./smtp-options.ts";

/**
 * Sends over SMTP. What is sent depends on the message and its date alone, so every sending of it is the same bytes.
 *
 * SMTP has one moment in which nobody can know: the message was sent, and the connection ends before the server's answer.
 * RFC 1047 tells how two e-mails come of it. We send it again; the Message-ID says that it is the same.
 */
export function createSmtpSender(url: string): Sender {
  const transport = nodemailer.createTransport(smtpOptions(url));
  return async ({ message, atMs }) => {
    try {
      await transport.sendMail({
        ...message,
        date: new Date(atMs),
        // Between text and markup; drawn at random if it is not said.
        baseBoundary: message.messageId.replaceAll(/\W/g, ""),
        // RFC 3834: out-of-office notes are not for us.
        headers: { "Auto-Submitted": "auto-generated" },
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      return { is: "done", result: { id: message.messageId }, how: "sent" };
    } catch (error) {
      return classifySmtp(error);
    }
  };
}
