import type { FindDue } from "@idem/billing";
import { toAccountId, trialNoticeDays } from "@idem/domain";
import { z } from "zod";
import type { PrismaClient } from "./generated/client.ts";

/** A first look, without locks, at whose trial is over soon and who was not told of it; decided about afterwards. */
export const findEndingTrials =
  (prisma: PrismaClient): FindDue =>
  async ({ after, nowMs, limit }) => {
    const at = new Date(nowMs).toISOString();
    const rows = await prisma.$queryRaw`
      SELECT account_id AS id FROM subscription
      WHERE status = 'trialing' AND cancel_at IS NULL AND account_id > ${after}
        AND trial_end > ${at}::timestamptz
        AND trial_end <= ${at}::timestamptz + make_interval(days => ${trialNoticeDays})
        AND NOT EXISTS (SELECT 1 FROM effect WHERE slot = 'email.send:' || account_id || ':trial_ending:' ||
          stripe_subscription_id || ':' || (extract(epoch FROM trial_end) * 1000)::bigint)
      ORDER BY account_id LIMIT ${limit}`;
    return z
      .array(z.object({ id: z.string().transform(toAccountId) }))
      .parse(rows)
      .map(({ id }) => id);
  };
