import { randomUUID } from "node:crypto";
import { type Invariant, slotOf } from "@idem/domain";
import type { Random } from "../chaos/random.ts";
import type { Clinic } from "./open-clinic.ts";
import {
  admit,
  admitHealthy,
  link,
  makeCustomer,
  type Patient,
  subscribe,
  sync,
} from "./patient.ts";

/** What must be found about a patient, and what the patient may have paid once everything is repaired, in minor units. */
export type Damaged = {
  patient: Patient;
  kind: string;
  finds: readonly Invariant[];
  netPaid: number;
};

type Damage = (clinic: Clinic, number: number, random: Random) => Promise<Omit<Damaged, "kind">>;

/** What the plan costs by the month. */
const price = 2_000;

/** Each is something that teams have found in their Stripe accounts. */
export const damages: Readonly<Record<string, Damage>> = {
  /** A second request made a second customer. */
  "two to five customers": async (clinic, number, random) => {
    const patient = await admitHealthy(clinic, number);
    const others = Math.floor(random.between(1, 5));
    for (let index = 0; index < others; index++) {
      const other = await makeCustomer(clinic, patient);
      if (random.chance(0.4)) await credit(clinic, other.id, random);
    }
    return { patient, finds: ["one_customer"], netPaid: price };
  },

  /** Both tabs were paid, by one customer. */
  "two live subscriptions": async (clinic, number) => {
    const patient = await admitHealthy(clinic, number);
    await subscribe(clinic, patient.customerId);
    return { patient, finds: ["one_live_subscription"], netPaid: price };
  },

  /** Both tabs were paid, each by a customer of its own. */
  "two paying customers": async (clinic, number) => {
    const patient = await admitHealthy(clinic, number);
    const other = await makeCustomer(clinic, patient);
    await subscribe(clinic, other.id);
    return { patient, finds: ["one_customer", "one_live_subscription"], netPaid: price };
  },

  /** The row was overwritten by the customer who never paid. */
  "the row names the one who does not pay": async (clinic, number, random) => {
    const patient = await admit(clinic, number);
    const paying = await makeCustomer(clinic, patient);
    const idle = await makeCustomer(clinic, patient);
    if (random.chance(0.5)) await credit(clinic, idle.id, random);
    await link(clinic, patient, idle.id);
    await subscribe(clinic, paying.id);
    return { patient, finds: ["one_customer", "paid_is_entitled"], netPaid: price };
  },

  /** "Keep the newest" would keep the trial, and end what is paid for. */
  "the row names a trial, another one pays": async (clinic, number) => {
    const patient = await admit(clinic, number);
    const paying = await makeCustomer(clinic, patient);
    await subscribe(clinic, paying.id);
    const trying = await makeCustomer(clinic, patient);
    await link(clinic, patient, trying.id);
    await subscribe(clinic, trying.id, { isTrial: true });
    await sync(clinic, patient);
    return { patient, finds: ["one_customer", "one_live_subscription"], netPaid: price };
  },

  /** Made in the dashboard, or by code that knew no metadata: the address is typed in another way. */
  "an orphan with the same address": async (clinic, number) => {
    const patient = await admitHealthy(clinic, number);
    const typed = { email: patient.email.toUpperCase(), name: ` ${patient.name.toLowerCase()} ` };
    await makeCustomer(clinic, patient, { ...typed, metadata: {} });
    return { patient, finds: ["one_customer"], netPaid: price };
  },

  /** Another address, the same card and name; and it pays. */
  "an orphan with the same card": async (clinic, number) => {
    const patient = await admitHealthy(clinic, number);
    const email = `work-${patient.email}`;
    const other = await makeCustomer(clinic, patient, { email, metadata: {} });
    await subscribe(clinic, other.id);
    return { patient, finds: ["one_customer", "one_live_subscription"], netPaid: price };
  },

  /** The row was filled while the other key was in use. */
  "an id of another mode": async (clinic, number) => {
    const patient = await admit(clinic, number);
    const { id } = await makeCustomer(clinic, patient);
    await subscribe(clinic, id);
    await link(clinic, patient, `cus_othermode${patient.number}`);
    return { patient, finds: ["stored_ids_resolve", "paid_is_entitled"], netPaid: price };
  },

  /** Support has deleted the customer in the dashboard. */
  "a deleted customer": async (clinic, number, random) => {
    const patient = await admitHealthy(clinic, number);
    const isReplaced = random.chance(0.5);
    if (isReplaced) await makeCustomer(clinic, patient);
    await clinic.stripe.customers.del(patient.customerId);
    // What a deleted customer has paid is in no list of customers any more.
    return { patient, finds: ["stored_ids_resolve", "entitled_is_paid"], netPaid: 0 };
  },

  /** Nobody can tell from Stripe whose it is. */
  "a customer without metadata": async (clinic, number) => {
    const patient = await admitHealthy(clinic, number);
    await clinic.stripe.customers.update(patient.customerId, { metadata: { accountId: "" } });
    return { patient, finds: ["links_point_both_ways"], netPaid: price };
  },

  /** The webhook of the end was missed. */
  "an end that was not heard": async (clinic, number) => {
    const patient = await admitHealthy(clinic, number);
    await clinic.stripe.subscriptions.cancel(patient.subscriptionId);
    return { patient, finds: ["entitled_is_paid"], netPaid: price };
  },

  /** The webhook of the purchase was missed. */
  "a purchase that was not heard": async (clinic, number) => {
    const patient = await admit(clinic, number);
    const { id } = await makeCustomer(clinic, patient);
    await link(clinic, patient, id);
    await subscribe(clinic, id);
    return { patient, finds: ["paid_is_entitled"], netPaid: price };
  },

  /** The customer was made, and the process died before its row was written. */
  "a customer in no row": async (clinic, number) => {
    const patient = await admit(clinic, number);
    await makeCustomer(clinic, patient);
    return { patient, finds: ["links_point_both_ways"], netPaid: 0 };
  },

  /** A tab from before the purchase can still be paid. */
  "an open session beside a subscription": async (clinic, number) => {
    const patient = await admitHealthy(clinic, number);
    await openSession(clinic, patient.customerId);
    return { patient, finds: ["no_checkout_beside_subscription"], netPaid: price };
  },

  /** A process died an hour ago, and nobody has swept. */
  "an effect in doubt": async (clinic, number) => {
    const patient = await admitHealthy(clinic, number);
    await leaveInDoubt(clinic, patient);
    return { patient, finds: ["no_effect_in_doubt"], netPaid: price };
  },
};

async function credit({ stripe }: Clinic, customer: string, random: Random): Promise<void> {
  const amount = -Math.floor(random.between(100, 5_000));
  await stripe.customers.createBalanceTransaction(customer, { amount, currency: "usd" });
}

const openSession = ({ stripe, priceId }: Clinic, customer: string) =>
  stripe.checkout.sessions.create({
    mode: "subscription",
    customer,
    line_items: [{ price: priceId, quantity: 1 }],
    success_url: "https://shop.example/thanks",
  });

async function leaveInDoubt(
  { prisma, opened }: Clinic,
  { accountId, email, name, customerId }: Patient & { customerId: string },
): Promise<void> {
  const anHourAgo = new Date(Date.now() - 3_600_000);
  const intent = {
    kind: "customer.update" as const,
    accountId,
    customerId: `cus_${customerId.slice(4)}` as const,
    email,
    name,
    version: 0,
  };
  const request = opened.doctor.ports.gateway.encode(intent);
  await prisma.effect.create({
    data: {
      accountId,
      kind: intent.kind,
      slot: slotOf(intent),
      key: `idem_${randomUUID()}`,
      intent,
      request: { ...request, params: { email, name } },
      requestHash: "",
      attempts: 1,
      createdAt: anHourAgo,
      firstSentAt: anHourAgo,
      leaseUntil: anHourAgo,
    },
  });
}
