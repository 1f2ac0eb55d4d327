import { type Database, readFindings, readHearing } from "@idem/postgres";

/** Whether webhooks come and are worked off, the worst that is known of them first. */
export type WebhooksSignal =
  /** Some were given up, and wait for somebody to have them tried again. */
  | "given_up"
  /** None comes, although some should have. */
  | "silent"
  /** The last pass over all accounts has found changes of which none had told. */
  | "missed"
  | "heard"
  /** No pass has come to its end yet, or the database is away. */
  | "unknown";

export async function readWebhooksSignal(prisma: Database["prisma"]): Promise<WebhooksSignal> {
  try {
    const { givenUp, isSilent } = await readHearing(prisma);
    if (givenUp > 0) return "given_up";
    if (isSilent) return "silent";
    const findings = await readFindings(prisma);
    if (findings === null) return "unknown";
    return findings.missedWebhooks > 0 ? "missed" : "heard";
  } catch {
    return "unknown";
  }
}
