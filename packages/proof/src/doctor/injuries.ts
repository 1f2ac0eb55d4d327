import { randomUUID } from "node:crypto";
import { type Invariant, slotOf } from "@idem/domain";
import type { Random } from "../chaos/random.ts";
import type { Clinic } from "./open-clinic.ts";
import { type HealthyPatient, link, makeCustomer, subscribe } from "./patient.ts";

/** Happens to somebody who was well, alone or beside others, and must be found by what it answers. */
type Injury = (
  clinic: Clinic,
  patient: HealthyPatient,
  random: Random,
) => Promise<readonly Invariant[]>;

/**
 * Each is something that teams have found in their Stripe accounts. Whatever of it is paid twice is paid back. Several
 * happen in this order: what one writes into the row, the next one meets.
 */
export const injuries: Readonly<Record<string, Injury>> = {
  /** A second request made a second customer. */
  "two to five customers": async (clinic, patient, random) => {
    const others = Math.floor(random.between(1, 5));
    for (let index = 0; index < others; index++) {
      const other = await makeCustomer(clinic, patient);
      if (random.chance(0.4)) await credit(clinic, other.id, random);
    }
    return ["one_customer"];
  },

  /** Both tabs were paid, by one customer. */
  "two live subscriptions": async (clinic, patient) => {
    await subscribe(clinic, patient.customerId);
    return ["one_live_subscription"];
  },

  /** Both tabs were paid, each by a customer of its own. */
  "two paying customers": async (clinic, patient) => {
    const other = await makeCustomer(clinic, patient);
    await subscribe(clinic, other.id);
    return ["one_customer", "one_live_subscription"];
  },

  /** Somebody typed the VAT number into the form of the second one. */
  "a tax id on the other customer": async (clinic, patient) => {
    const other = await makeCustomer(clinic, patient);
    const value = `DE${String(100_000_000 + patient.number)}`;
    await clinic.stripe.customers.createTaxId(other.id, { type: "eu_vat", value });
    return ["one_customer"];
  },

  /** A later request wrote its own customer over the one that pays. */
  "the row was written over": async (clinic, patient) => {
    const idle = await makeCustomer(clinic, patient);
    await link(clinic, patient, idle.id);
    return ["one_customer"];
  },

  /** Made in the dashboard, or by code that knew no metadata: the address is typed in another way. */
  "an orphan with the same address": async (clinic, patient) => {
    const typed = { email: patient.email.toUpperCase(), name: ` ${patient.name.toLowerCase()} ` };
    await makeCustomer(clinic, patient, { ...typed, metadata: {} });
    return ["one_customer"];
  },

  /** Another name, the same card and address; and it pays. */
  "an orphan with the same card": async (clinic, patient) => {
    const name = `Work of ${patient.name}`;
    const other = await makeCustomer(clinic, patient, { name, metadata: {} });
    await subscribe(clinic, other.id);
    return ["one_customer", "one_live_subscription"];
  },

  /** Nobody can tell from Stripe whose it is. */
  "a customer without metadata": async (clinic, { accountId }) => {
    const row = await clinic.prisma.customer.findUniqueOrThrow({ where: { accountId } });
    await clinic.stripe.customers.update(row.stripeCustomerId, { metadata: { accountId: "" } });
    return ["links_point_both_ways"];
  },

  /** A tab from before the purchase can still be paid. */
  "an open session beside a subscription": async (clinic, patient) => {
    await openSession(clinic, patient.customerId);
    return ["no_checkout_beside_subscription"];
  },

  /** A process died an hour ago, and nobody has swept. */
  "an effect in doubt": async (clinic, patient) => {
    await leaveInDoubt(clinic, patient);
    return ["no_effect_in_doubt"];
  },
};

export async function credit({ stripe }: Clinic, customer: string, random: Random): Promise<void> {
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
  { accountId, email, name, customerId }: HealthyPatient,
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
