/** Texts of the audit log. */
export const auditTexts = {
  title: "Audit log",
  by: { staff: "By staff", anybody: "Everything" },
  none: "Nothing yet",
  who: "Who",
  fromDeed: "From the deed that the link names back.",
  noDeed: "The log has no such deed; here is the latest.",
  fromLatest: "Show from the latest",
  whole:
    "What is shown here is what was written: each line is sealed together with the one before it in its log, and was checked just now.",
  broken: "The audit log was tampered with",
  brokenBody:
    "These entries are not what was written. Do not rely on the log around them; “idem audit” checks all of it.",
  notWritten: "This is not what was written",
  brokenDeed: (seq: number) => `Entry ${seq} of what staff did about no single account`,
  brokenEntry: (seq: number, name: string) => `Entry ${seq} of the log of ${name}`,
  deeds: {
    "subscriptions.exported": "Downloaded the list",
    "events.replayed": "Replayed events",
    "reconciliation.begun": "Began a reconciliation",
    "demo.seeded": "Made the demo customers",
    "account.resynced": "Asked to compare an account with Stripe",
    "effect.reconciled": "Asked what came of an effect in doubt",
    "duplicates.planned": "Asked for a plan against duplicates",
    "duplicates.applied": "Had a plan carried out",
    "duplicates.undone": "Had a plan taken back",
    "duplicates.verified": "Had a plan’s accounts looked at again",
  },
} as const;
