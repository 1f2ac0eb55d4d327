/**
 * The call to Stripe that an effect makes, by the name of its slot: what a plan says before anything is sent. `null` where
 * nothing is asked of Stripe, or another version has named it.
 */
export function callOfSlot(slot: string): string | null {
  const [kind = "", id = ""] = slot.split(":");
  return new Map(calls(id)).get(kind) ?? null;
}

const calls = (id: string): [kind: string, call: string][] => [
  ["customer.create", "POST /v1/customers"],
  ["customer.update", `POST /v1/customers/${id}`],
  ["customer.mark", `POST /v1/customers/${id}`],
  ["balance.adjust", `POST /v1/customers/${id}/balance_transactions`],
  ["tax_id.add", `POST /v1/customers/${id}/tax_ids`],
  ["session.create", "POST /v1/checkout/sessions"],
  ["session.expire", `POST /v1/checkout/sessions/${id}/expire`],
  ["session.close", `POST /v1/checkout/sessions/${id}/expire`],
  ["subscription.cancel", `DELETE /v1/subscriptions/${id}`],
  ["subscription.update", `POST /v1/subscriptions/${id}`],
  ["schedule.create", "POST /v1/subscription_schedules"],
  ["schedule.plan", `POST /v1/subscription_schedules/${id}`],
  ["schedule.release", `POST /v1/subscription_schedules/${id}/release`],
  ["invoice.pay", `POST /v1/invoices/${id}/pay`],
  ["payment.refund", "POST /v1/refunds"],
  ["refund.create", "POST /v1/refunds"],
];
