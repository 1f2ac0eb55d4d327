import { type Answer, type FrozenRequest, ProviderUnavailable, type System } from "@idem/billing";
import { z } from "zod";
import { type ContactEffect, encode, slotOf } from "./contact-effect.ts";

/** Nothing of ours is on its way for longer than this; the journal's lease must be longer. */
export const timeoutMs = 5_000;

const contact = z.object({ id: z.string() });
const found = z.object({ contacts: z.array(contact) });
const problem = z.object({ error: z.string() });

/** A CRM that has no idempotency keys, and that can be asked for a contact by the `external_id` that we gave it. */
export const createCrm = (baseUrl: string): System<ContactEffect> => ({
  encode,
  send: async ({ request }) => {
    try {
      const { status, body } = await post(baseUrl, request);
      return classify(status, body);
    } catch (error) {
      // No answer, or half of one: it may or may not have happened.
      return { is: "unknown", cause: String(error) };
    }
  },
  look: async ({ intent }) => {
    const answer = await get(
      `${baseUrl}/contacts?external_id=${encodeURIComponent(slotOf(intent))}`,
    );
    const [first] = found.parse(answer).contacts;
    return first ? { is: "found", result: { id: first.id } } : { is: "none" };
  },
});

/** Only the CRM's own "no" to this very contact is a refusal; a limit, a bad token or a fault says nothing about it. */
function classify(status: number, body: unknown): Answer {
  if (status === 201) return { is: "done", result: contact.parse(body), how: "sent" };
  const message = problem.safeParse(body).data?.error ?? "no reason given";
  return status === 422
    ? { is: "refused", status, errorCode: null, param: null, message }
    : { is: "unknown", cause: `${status} ${message}` };
}

async function post(baseUrl: string, { path, params }: FrozenRequest) {
  const answer = await fetch(baseUrl + path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(params),
    signal: AbortSignal.timeout(timeoutMs),
  });
  const body: unknown = await answer.json();
  return { status: answer.status, body };
}

/** A look that got no answer is not "nothing there". */
async function get(url: string): Promise<unknown> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return await answer.json();
  } catch (error) {
    throw new ProviderUnavailable(`The CRM did not answer: ${error}`, { cause: error });
  }
}
