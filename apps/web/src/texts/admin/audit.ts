/** Texts of the audit log. */
export const auditTexts = {
  title: "Audit log",
  by: { staff: "By staff", anybody: "Everything" },
  none: "Nothing yet",
  who: "Who",
  deeds: {
    "subscriptions.exported": "Downloaded the list",
    "events.replayed": "Replayed events",
    "reconciliation.begun": "Began a reconciliation",
    "account.resynced": "Asked to compare an account with Stripe",
    "effect.reconciled": "Asked what came of an effect in doubt",
    "duplicates.planned": "Asked for a plan against duplicates",
    "duplicates.applied": "Had a plan carried out",
    "duplicates.undone": "Had a plan taken back",
    "duplicates.verified": "Had a plan’s accounts looked at again",
  },
} as const;
