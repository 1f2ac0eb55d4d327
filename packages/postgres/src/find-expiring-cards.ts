import type { FindDue } from "@idem/billing";
import { cardNoticeDays, toAccountId } from "@idem/domain";
import { z } from "zod";
import type { PrismaClient } from "./generated/client.ts";

/**
 * A first look, without locks: what is found is decided about afterwards. Whoever was told is left out, or a month's cards
 * would be decided about every hour.
 */
export const findExpiringCards =
  (prisma: PrismaClient): FindDue =>
  async ({ after, nowMs, limit }) => {
    const at = new Date(nowMs).toISOString();
    const rows = await prisma.$queryRaw`
      SELECT account_id AS id FROM subscription,
        LATERAL (SELECT card->>'last4' AS last4, (card->>'expYear')::int AS year, (card->>'expMonth')::int AS month) AS known,
        LATERAL (SELECT (make_date(year, month, 1) + interval '1 month') AT TIME ZONE 'UTC' AS ends) AS life
      WHERE card IS NOT NULL AND cancel_at IS NULL AND ended_at IS NULL AND account_id > ${after}
        AND ends > ${at}::timestamptz
        AND ends <= ${at}::timestamptz + make_interval(days => ${cardNoticeDays})
        AND NOT EXISTS (SELECT 1 FROM effect WHERE slot = 'email.send:' || account_id || ':card_expiring:' ||
          stripe_subscription_id || ':' || last4 || ':' || year || '-' || month)
      ORDER BY account_id LIMIT ${limit}`;
    return z
      .array(z.object({ id: z.string().transform(toAccountId) }))
      .parse(rows)
      .map(({ id }) => id);
  };
