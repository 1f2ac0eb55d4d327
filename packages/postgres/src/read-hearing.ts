import { z } from "zod";
import type { PrismaClient } from "./generated/client.ts";

/** Whether webhooks come, as far as our own rows can tell. */
export type Hearing = {
  /** Events that were given up and wait for somebody. */
  givenUp: number;
  /**
   * Subscriptions have changed at Stripe, as we found by looking for ourselves, and no event has come: neither about
   * them nor about anything else. Such a change tells of itself within seconds; ten minutes are given, and changes of
   * the last half hour are asked about, so that one quiet night is not called silence.
   */
  isSilent: boolean;
};

/** Stops at the first row of each kind, so it costs the same on a busy day. */
export async function readHearing(prisma: PrismaClient): Promise<Hearing> {
  const rows = await prisma.$queryRaw`
    SELECT
      (SELECT count(*)::int FROM webhook_event WHERE processed_at IS NULL AND failed_at IS NOT NULL) AS "givenUp",
      EXISTS (
        SELECT 1 FROM audit_event WHERE action IN ('subscription.started', 'subscription.changed')
          AND at BETWEEN now() - interval '30 minutes' AND now() - interval '10 minutes'
      ) AND NOT EXISTS (
        SELECT 1 FROM webhook_event WHERE received_at > now() - interval '40 minutes'
      ) AS "isSilent"`;
  return z.tuple([hearingRow]).parse(rows)[0];
}

const hearingRow = z.object({ givenUp: z.int(), isSilent: z.boolean() });
