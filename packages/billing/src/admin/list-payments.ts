import { isLive, type StripeCustomerId } from "@idem/domain";
import type { NamedCustomer } from "../ports/admin-reads.ts";
import { refuseSilence } from "../refuse-silence.ts";
import { nameOf } from "../sync-account.ts";
import type { OtherCustomer, OwnedPayment, PaymentsAnswer } from "./admin.ts";
import type { AdminPorts } from "./create-admin.ts";
import { type OthersQuestion, otherCustomers } from "./other-customers.ts";

/** What the account was asked for and has paid, as Stripe has it now: by every customer that is the account's. */
export async function listPayments(
  adminPorts: AdminPorts,
  question: OthersQuestion,
): Promise<PaymentsAnswer> {
  try {
    const { customer } = await adminPorts.ports.store.account(question.accountId);
    const own = customer === null ? [] : [customer.stripeCustomerId];
    const [others, paid] = await Promise.all([
      otherCustomers(adminPorts, question),
      paymentsOf(adminPorts, own),
    ]);
    const [shown, paidBeside] = await Promise.all([
      Promise.all(others.map((one) => withLive(adminPorts, one))),
      paymentsOf(
        adminPorts,
        others.map(({ id }) => id),
      ),
    ]);
    const payments = [...paid, ...paidBeside].toSorted(latestFirst);
    return { is: "listed", payments, others: shown };
  } catch (error) {
    return refuseSilence(
      error,
      "Stripe does not answer right now: invoices and payments cannot be shown.",
    );
  }
}

async function paymentsOf(
  { reads }: AdminPorts,
  customers: readonly StripeCustomerId[],
): Promise<OwnedPayment[]> {
  const listed = await Promise.all(
    customers.map(async (customerId) =>
      (await reads.payments(customerId)).map((one) => ({ ...one, customerId })),
    ),
  );
  return listed.flat();
}

async function withLive(
  { ports }: AdminPorts,
  { id, email, createdAt, retiredInto }: NamedCustomer,
): Promise<OtherCustomer> {
  const listed = await ports.gateway.subscriptions(id);
  const living = listed.filter(({ status }) => isLive(status));
  const live = await Promise.all(
    living.map(async (one) => {
      const { stripeSubscriptionId, status, planName } = await nameOf(ports, one);
      return { id: stripeSubscriptionId, status, planName };
    }),
  );
  return { id, email, createdAt, retiredInto, live };
}

/** Those of one moment stay as Stripe lists them. */
const latestFirst = (a: OwnedPayment, b: OwnedPayment): number =>
  Date.parse(b.createdAt) - Date.parse(a.createdAt);
