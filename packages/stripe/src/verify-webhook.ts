import type { ReceivedEvent } from "@idem/billing";
import Stripe from "stripe";
import { z } from "zod";

export type Verdict = { is: "genuine"; event: ReceivedEvent } | { is: "refused"; reason: string };

/** Stripe's own tolerance. A signature may be this old, and, which the official client does not check, this early. */
const toleranceSeconds = 300;

/**
 * Checks an event's signature over the raw body against each secret (two while one is being rotated) and reads the few
 * ids that the product trusts. Accepts snapshots and thin events (`v2.core.event`, signed in the same way) alike; their
 * shapes are those of `EventNotification` in the official client.
 */
export function verifyWebhook(
  { body, signature }: { body: string; signature: string },
  { secrets, nowMs }: { secrets: readonly string[]; nowMs: number },
): Verdict {
  const signedAtSeconds = Number(/(?:^|,)t=(\d+)/.exec(signature)?.[1] ?? Number.NaN);
  if (!(signedAtSeconds * 1_000 <= nowMs + toleranceSeconds * 1_000))
    return { is: "refused", reason: "The signature is missing or from the future." };
  const isSigned = secrets.some((secret) => isSignedWith(secret, { body, signature, nowMs }));
  if (!isSigned) return { is: "refused", reason: "The signature does not match." };
  const parsed = eventSchema.safeParse(toJson(body));
  if (!parsed.success) return { is: "refused", reason: "The body is not an event." };
  return { is: "genuine", event: toEvent(parsed.data) };
}

function isSignedWith(
  secret: string,
  { body, signature, nowMs }: { body: string; signature: string; nowMs: number },
): boolean {
  const verifier = Stripe.webhooks.signature;
  if (verifier === null)
    throw new Error("This build of the stripe client cannot verify signatures.");
  try {
    return verifier.verifyHeader(body, signature, secret, toleranceSeconds, undefined, nowMs);
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return false;
    throw error;
  }
}

function toJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

const eventSchema = z.looseObject({
  id: z.string().startsWith("evt_"),
  type: z.string(),
  created: z.union([
    z.number().transform((seconds) => seconds * 1_000),
    z.iso.datetime().transform(Date.parse),
  ]),
  data: z.looseObject({ object: z.looseObject({}).optional() }).optional(),
  related_object: z.looseObject({ id: z.string(), type: z.string() }).nullish(),
});

type ParsedEvent = z.infer<typeof eventSchema>;

const toEvent = (event: ParsedEvent): ReceivedEvent => ({
  id: event.id,
  type: event.type,
  ...subjectOf(event),
  createdAtMs: event.created,
  payload: event,
});

const customerRef = z.union([
  z.string(),
  z.looseObject({ id: z.string() }).transform(({ id }) => id),
]);
const aboutCustomer = z.looseObject({ object: z.literal("customer"), id: z.string() });
const withCustomer = z.looseObject({ customer: customerRef });

/** A snapshot says whose it is. A thin event names an object, and whose that is, Stripe must be asked. */
function subjectOf({
  data,
  related_object: named,
}: ParsedEvent): Pick<ReceivedEvent, "stripeCustomerId" | "related"> {
  const customer = aboutCustomer.safeParse(data?.object);
  if (customer.success) return { stripeCustomerId: customer.data.id, related: null };
  const other = withCustomer.safeParse(data?.object);
  if (other.success) return { stripeCustomerId: other.data.customer, related: null };
  if (named?.type === "customer") return { stripeCustomerId: named.id, related: null };
  return { stripeCustomerId: null, related: named ? { id: named.id, type: named.type } : null };
}
