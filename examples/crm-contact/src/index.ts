export { type ContactPorts, ensureContact, sweepContacts } from "./ensure-contact.ts";
export { openContacts } from "./open-contacts.ts";
