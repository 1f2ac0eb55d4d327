import { z } from "zod";
import type { MailRoute, Sender } from "../open-mail.ts";
import { classifyApi } from "./classify-api.ts";

/** As long as a call to Stripe may take; what is cut off then is known by its key when it is sent again. */
const timeoutMs = 10_000;

/**
 * Sends by a provider that takes `POST /emails` with an `Idempotency-Key`, as Resend does
 * (https://resend.com/docs/dashboard/emails/idempotency-keys): the same key with the same content is sent once and answered
 * alike, for 24 hours.
 */
export function createApiSender({ baseUrl, apiKey }: Extract<MailRoute, { is: "api" }>): Sender {
  return async ({ message: { messageId, ...message }, key }) => {
    try {
      const answer = await fetch(`${baseUrl}/emails`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${apiKey}`,
          "content-type": "application/json",
          "idempotency-key": key,
        },
        body: JSON.stringify({ ...message, headers: { "Message-ID": messageId } }),
        signal: AbortSignal.timeout(timeoutMs),
      });
      const body: unknown = await answer.json().catch(() => null);
      if (!answer.ok) return classifyApi(answer.status, body);
      return { is: "done", result: { id: sent.parse(body).id }, how: "sent" };
    } catch (error) {
      return { is: "unknown", cause: String(error) };
    }
  };
}

const sent = z.object({ id: z.string() });
