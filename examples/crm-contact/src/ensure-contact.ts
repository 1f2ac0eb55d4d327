import { carryOut, type Journal, type OncePorts, type OnceResult, once } from "@idem/billing";
import type { ContactEffect } from "./contact-effect.ts";

export type ContactPorts = OncePorts<ContactEffect, null> & {
  journal: Pick<Journal<ContactEffect, null>, "claimDue">;
};

/** Who is our customer, as the CRM is to know them. */
export type Customer = Omit<ContactEffect, "kind">;

/** The customer's one contact, whoever asks and however often. An outcome of `null` is unknown: the sweeper goes on. */
export const ensureContact = (ports: ContactPorts, customer: Customer): Promise<OnceResult> =>
  once(ports, { kind: "contact.create", ...customer }, null);

/** Goes on with what a crash or an outage has left behind. Run it every few seconds, on every node. */
export async function sweepContacts(ports: ContactPorts): Promise<number> {
  const permits = await ports.journal.claimDue(10, ["contact.create"]);
  await Promise.all(permits.map((permit) => carryOut(ports, permit, null)));
  return permits.length;
}
