import type { Answer } from "@idem/billing";
import { z } from "zod";

/** What nodemailer says of a failure, https://nodemailer.com/errors: the server's code is there if it gave one. */
const failure = z.object({
  message: z.string(),
  code: z.string().optional(),
  responseCode: z.number().optional(),
  response: z.string().optional(),
});

/**
 * What a failed sending says about the world. A mail server's 5xx about this message or this address is certain that
 * nothing was sent; a 4xx asks to try again (RFC 5321 4.2.1). A 5xx before either was named is about us, a wrong password
 * or a blocked address, and nothing of it is the message's fault: it waits until somebody has mended that. Everything else
 * is unknown, a cut after the message was sent most of all.
 */
export function classifySmtp(error: unknown): Answer {
  const known = failure.safeParse(error);
  if (!known.success) throw error;
  const { code = "no code", responseCode: status, response, message } = known.data;
  const isAboutMessage = code === "EENVELOPE" || code === "EMESSAGE";
  if (isAboutMessage && status !== undefined && status >= 500)
    return { is: "refused", status, errorCode: code, param: null, message: response ?? message };
  // An address that cannot be one never leaves our side, and never will.
  if (code === "EENVELOPE" && status === undefined)
    return { is: "refused", status: 553, errorCode: code, param: null, message };
  return { is: "unknown", cause: `${code}: ${response ?? message}` };
}
