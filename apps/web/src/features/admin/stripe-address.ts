/**
 * Where Stripe's dashboard shows what has this id; `null` where it shows nothing by such an id alone.
 * `dashboard`: where it begins, e.g. `https://dashboard.stripe.com/test`.
 */
export function stripeAddress(dashboard: string, id: string): string | null {
  const prefix = prefixes.find((known) => id.startsWith(known));
  const section = prefix === undefined ? undefined : sections.get(prefix);
  return section === undefined ? null : `${dashboard}/${section}/${encodeURIComponent(id)}`;
}

const sections: ReadonlyMap<string, string> = new Map([
  ["cus_", "customers"],
  ["sub_sched_", "subscription_schedules"],
  ["sub_", "subscriptions"],
  ["in_", "invoices"],
  ["pi_", "payments"],
  ["ch_", "payments"],
  ["py_", "payments"],
  ["cs_", "checkout/sessions"],
  ["evt_", "events"],
  ["req_", "logs"],
]);
/** The longer one first: `sub_sched_` begins with `sub_`. */
const prefixes = [...sections.keys()];
