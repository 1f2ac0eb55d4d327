import type { Answer, IntentOf, Permit } from "@idem/billing";
import type { EffectResult } from "@idem/domain";
import type Stripe from "stripe";
import { z } from "zod";
import { classifyFailure } from "./classify.ts";

/** The only place that changes anything at Stripe, and it takes a permit. Never throws on what Stripe says. */
export async function send(
  stripe: Stripe,
  permit: Permit<IntentOf<"stripe">>,
  nowMs: () => number,
): Promise<Answer> {
  // A process may have been asleep since it got its permit; by now the key may protect nothing.
  if (nowMs() >= permit.expiresAtMs) return { is: "unknown", cause: "the permit expired" };
  const { method, path, params } = permit.request;
  try {
    const body: unknown = await stripe.rawRequest(
      method,
      path,
      method === "POST" ? { ...params } : {},
      {
        idempotencyKey: permit.key,
      },
    );
    return { is: "done", result: toResult(body), how: "sent" };
  } catch (error) {
    return classifyFailure(error);
  }
}

const resultSchema = z.object({
  id: z.string(),
  amount_total: z.number().nullish(),
  amount: z.number().nullish(),
  currency: z.string().nullish(),
  client_secret: z.string().nullish(),
  url: z.string().nullish(),
});

/** What is kept of an answer. The client passes any JSON without `error` as success, so the object is checked here. */
export function toResult(body: unknown): EffectResult {
  const { id, amount_total, amount, currency, client_secret, url } = resultSchema.parse(body);
  return {
    id,
    amountTotal: amount_total ?? amount ?? null,
    currency: currency ?? null,
    clientSecret: client_secret ?? null,
    url: url ?? null,
  };
}
