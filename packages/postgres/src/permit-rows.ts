import { mintPermit, type Permit } from "@idem/billing";
import { z } from "zod";
import { intentSchema, requestSchema } from "./effect-json.ts";
import { Prisma } from "./generated/client.ts";

/** Stripe forgets a key after 24 h at the earliest; the hour between covers clocks and requests on their way. */
const windowHours = 23;

/**
 * Between the last moment of sending and the first of giving up: what left in that moment, from a node whose clock is a
 * minute slow, must have arrived before anybody looks, finds nothing and takes a new key.
 */
const arrivalMinutes = 10;

/**
 * What a statement that takes effects returns: everything that a permit says, by the database's clock. What the
 * generation before has sent may have been done after all, so that the next one looks before it sends.
 */
export const permitColumns = Prisma.sql`
  id, intent, request, key, (attempts > 1 OR generation > 1) AS was_sent_before,
  first_sent_at < now() - make_interval(hours => ${windowHours}, mins => ${arrivalMinutes}) AS is_expired,
  extract(epoch FROM first_sent_at)::float8 * 1000 AS first_sent_at_ms`;

const permitRow = z.object({
  id: z.string(),
  intent: intentSchema,
  request: requestSchema,
  key: z.string(),
  was_sent_before: z.boolean(),
  is_expired: z.boolean(),
  first_sent_at_ms: z.number(),
});

/** Parses what `permitColumns` selected. */
export const toPermits = (rows: unknown): Permit[] =>
  z
    .array(permitRow)
    .parse(rows)
    .map((row) =>
      mintPermit({
        effectId: row.id,
        intent: row.intent,
        request: row.request,
        key: row.key,
        firstSentAtMs: row.first_sent_at_ms,
        expiresAtMs: row.first_sent_at_ms + windowHours * 3_600_000,
        wasSentBefore: row.was_sent_before,
        isExpired: row.is_expired,
      }),
    );
