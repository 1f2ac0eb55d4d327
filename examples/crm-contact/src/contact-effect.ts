import type { FrozenRequest } from "@idem/billing";

/** What we want done: one contact in the CRM for each of our customers. */
export type ContactEffect = {
  kind: "contact.create";
  customerId: string;
  email: string;
  name: string;
};

/** The name of "the same thing": whoever means this customer's contact means this slot, whatever the address is by now. */
export const slotOf = ({ customerId }: Pick<ContactEffect, "customerId">): string =>
  `contact.create:${customerId}`;

/**
 * The exact request. It is frozen in the journal with the row, so every sending of it is the same. The slot travels
 * along, in a field that the CRM keeps and can be asked for: that is how a later look finds what a lost answer created.
 */
export const encode = (effect: ContactEffect): FrozenRequest => ({
  method: "POST",
  path: "/contacts",
  params: { external_id: slotOf(effect), email: effect.email, name: effect.name },
});
