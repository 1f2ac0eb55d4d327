import { syncAccount } from "@idem/billing";
import { type AccountId, toAccountId } from "@idem/domain";
import type Stripe from "stripe";
import type { Clinic } from "./open-clinic.ts";

/** An account of a clinic. */
export type Patient = { accountId: AccountId; email: string; name: string; number: number };

/** One customer and one subscription, on both sides. */
export type HealthyPatient = Patient & { customerId: string; subscriptionId: string };

export type Admission = {
  /** Another address than the one to which bills go. */
  signsInWith?: string;
  /** Whether they have proved that the address with which they sign in is theirs. */
  isVerified?: boolean;
};

/** Somebody who has signed up and bought nothing. */
export async function admit(
  { prisma }: Clinic,
  number: number,
  { signsInWith, isVerified = true }: Admission = {},
): Promise<Patient> {
  const no = String(number).padStart(6, "0");
  const accountId = toAccountId(`acc_patient${no}`);
  const email = `pat${no}@example.com`;
  const name = `Pat ${no}`;
  const address = signsInWith ?? email;
  await prisma.user.create({
    data: { id: `user${no}`, name, email: address, emailVerified: isVerified },
  });
  const isContactSetApart = address !== email;
  await prisma.billingAccount.create({
    data: { id: accountId, userId: `user${no}`, email, name, isContactSetApart },
  });
  return { accountId, email, name, number };
}

/** A customer at Stripe, as our own code makes them; `changes` make it somebody else's work. */
export const makeCustomer = (
  { stripe }: Clinic,
  { accountId, email, name }: Patient,
  changes: Stripe.CustomerCreateParams = {},
): Promise<Stripe.Customer> =>
  stripe.customers.create({ email, name, metadata: { accountId }, ...changes });

/** Our row names the customer. */
export async function link(
  { prisma }: Clinic,
  { accountId, email, name }: Patient,
  stripeCustomerId: string,
): Promise<void> {
  const customer = { stripeCustomerId, email, name };
  await prisma.customer.upsert({
    where: { accountId },
    create: { accountId, ...customer },
    update: customer,
  });
}

/** A subscription that is paid with a card, or a trial that nobody has paid for. */
export async function subscribe(
  { stripe, priceId }: Clinic,
  customer: string,
  { isTrial = false }: { isTrial?: boolean } = {},
): Promise<Stripe.Subscription> {
  const card = await stripe.paymentMethods.attach("pm_card_visa", { customer });
  await stripe.customers.update(customer, {
    invoice_settings: { default_payment_method: card.id },
  });
  return stripe.subscriptions.create({
    customer,
    items: [{ price: priceId }],
    ...(isTrial ? { trial_period_days: 14 } : {}),
  });
}

/** Our rows say what Stripe says, as the product writes them. */
export const sync = ({ opened }: Clinic, { accountId }: Patient): Promise<void> =>
  syncAccount(opened.doctor.ports, accountId, { source: "system", userId: null, requestId: null });

/** Somebody with one customer and one subscription, on both sides. */
export async function admitHealthy(clinic: Clinic, number: number): Promise<HealthyPatient> {
  const patient = await admit(clinic, number);
  const { id: customerId } = await makeCustomer(clinic, patient);
  await link(clinic, patient, customerId);
  const { id: subscriptionId } = await subscribe(clinic, customerId);
  await sync(clinic, patient);
  return { ...patient, customerId, subscriptionId };
}
