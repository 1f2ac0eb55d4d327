import { subscription } from "../testing.ts";
import type { Chart, ChartedCustomer } from "./chart.ts";

/** Examples for tests: a healthy account, changed where a test cares. */
export const charted = (changes: Partial<ChartedCustomer> = {}): ChartedCustomer => ({
  id: "cus_1",
  email: "pat@example.com",
  name: "Pat",
  createdAtMs: 1_000,
  metadata: { accountId: "acc_1" },
  balance: 0,
  currency: null,
  card: null,
  hasPaymentMethod: false,
  signal: "metadata",
  isProven: true,
  taxIds: [],
  paidInvoices: 0,
  subscriptions: [],
  strayedSessions: [],
  ...changes,
});

export const chart = (changes: Partial<Chart> = {}): Chart => ({
  account: { id: "acc_1", email: "pat@example.com", name: "Pat" },
  rows: { customerId: "cus_1", subscription: null },
  customers: [charted()],
  lost: null,
  differences: [],
  inDoubt: [],
  isInFlight: false,
  auditBreaksAt: null,
  ...changes,
});

export const paid = subscription({
  stripeSubscriptionId: "sub_paid",
  status: "active",
  firstPaidAtMs: 1_000,
  paymentIntentId: "pi_paid",
});
