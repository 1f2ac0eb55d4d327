import type { Invariant } from "@idem/domain";
import type { Random } from "../chaos/random.ts";
import { tamper } from "../world/tamper.ts";
import { credit, injuries } from "./injuries.ts";
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
  /** What is still found once everything is repaired, because it is for people. */
  stays: readonly Invariant[];
  /** A customer that looks like the patient's and is not proved to be: whatever is done, it stays word for word as it is. */
  stranger: string | null;
};

type Rare = "stays" | "stranger";
type Damage = (
  clinic: Clinic,
  number: number,
  random: Random,
) => Promise<Omit<Damaged, "kind" | Rare> & Partial<Pick<Damaged, Rare>>>;

/** What the plan costs by the month. */
const price = 2_000;

/** From two to five things at once, as they come in accounts that are years old. */
export const mixture: Damage = async (clinic, number, random) => {
  const patient = await admitHealthy(clinic, number);
  const kinds = Object.keys(injuries);
  const count = Math.floor(random.between(2, 6));
  const drawn = new Set<string>();
  while (drawn.size < count) drawn.add(random.pick(kinds));
  const finds = new Set<Invariant>();
  for (const [kind, injure] of Object.entries(injuries))
    if (drawn.has(kind))
      for (const found of await injure(clinic, patient, random)) finds.add(found);
  return { patient, finds: [...finds], netPaid: price };
};

/** What cannot happen beside everything else: nobody was well before. */
const lives: Readonly<Record<string, Damage>> = {
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

  /** Somebody has corrected a row by hand. */
  "a row that says something else": async (clinic, number, random) => {
    const patient = await admitHealthy(clinic, number);
    const data = random.chance(0.5)
      ? { planKey: "enterprise", planName: "Enterprise" }
      : { currentPeriodEnd: new Date(Date.now() + 31_536_000_000) };
    await clinic.prisma.subscription.update({ where: { accountId: patient.accountId }, data });
    return { patient, finds: ["rows_equal_stripe"], netPaid: price };
  },

  /** Somebody who may do anything has rewritten what happened. No repair can know what it was. */
  "a changed story": async (clinic, number) => {
    const patient = await admitHealthy(clinic, number);
    await rewriteStory(clinic, patient);
    const found = ["audit_intact"] as const;
    return { patient, finds: found, stays: found, netPaid: price };
  },

  /** Whoever pays has no account here. Somebody signed up with their address, or has bills sent to it, and has proved nothing. */
  "an impostor": async (clinic, number, random) => {
    const admission = random.chance(0.5)
      ? { isVerified: false }
      : { signsInWith: `impostor${number}@example.com` };
    const patient = await admit(clinic, number, admission);
    const { id: stranger } = await makeCustomer(clinic, patient, { metadata: {} });
    await subscribe(clinic, stranger);
    const found = ["links_point_both_ways", "paid_is_entitled"] as const;
    return { patient, finds: found, stays: found, stranger, netPaid: price };
  },

  /** A company has one card, and two teams that buy by themselves. */
  "a stranger with the same card and name": async (clinic, number) => {
    const patient = await admitHealthy(clinic, number);
    const email = `other-${patient.email}`;
    const { id: stranger } = await makeCustomer(clinic, patient, { email, metadata: {} });
    await subscribe(clinic, stranger);
    const found = ["one_customer", "one_live_subscription"] as const;
    return { patient, finds: found, stays: found, stranger, netPaid: 2 * price };
  },
};

export const rewriteStory = (
  { databaseUrl }: Pick<Clinic, "databaseUrl">,
  { accountId }: { accountId: string },
): Promise<void> =>
  tamper(
    databaseUrl,
    `UPDATE audit_event SET reason = 'rewritten' WHERE account_id = '${accountId}' AND seq = 1`,
  );

const injured = Object.entries(injuries).map(([kind, injure]): [string, Damage] => [
  kind,
  async (clinic, number, random) => {
    const patient = await admitHealthy(clinic, number);
    return { patient, finds: await injure(clinic, patient, random), netPaid: price };
  },
]);

/** By name, each by itself. */
export const damages: Readonly<Record<string, Damage>> = {
  ...Object.fromEntries(injured),
  ...lives,
};
