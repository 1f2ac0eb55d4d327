/** Documented fields that the newer API (2026-10-28.endive) does not send, and why. */
export const exceptions: Record<string, string> = {
  "charge.refunds": "sent only when it is named in expand",
  "invoice.subscription": "became parent.subscription_details.subscription",
};
