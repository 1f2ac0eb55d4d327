import type { Answer } from "@idem/billing";
import { z } from "zod";

const failure = z.object({ name: z.string(), message: z.string() });

/**
 * A provider's "no" (https://resend.com/docs/api-reference/errors). Only what is wrong with this very e-mail is a refusal:
 * a key that is not valid, a domain that is not verified or a limit that is reached says nothing about it.
 */
export function classifyApi(status: number, body: unknown): Answer {
  const said = failure.safeParse(body);
  const { name, message } = said.success ? said.data : { name: "no name", message: "no message" };
  if (status === 409 && name === "concurrent_idempotent_requests") return { is: "busy" };
  if (status === 400 || status === 422)
    return { is: "refused", status, errorCode: name, param: null, message };
  return { is: "unknown", cause: `${status} ${name}: ${message}` };
}
