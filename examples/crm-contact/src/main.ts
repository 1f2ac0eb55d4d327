import { ensureContact, openContacts, sweepContacts } from "./index.ts";

const { DATABASE_URL: databaseUrl = "", CRM_URL: crmUrl = "" } = process.env;
const [customerId, email = "", name = ""] = process.argv.slice(2);

/** `node src/main.ts cus_1 pat@example.com Pat` makes one contact; without arguments it goes on with what was left behind. */
const { ports, close } = await openContacts({ databaseUrl, crmUrl });
const did =
  customerId === undefined
    ? await sweepContacts(ports)
    : await ensureContact(ports, { customerId, email, name });
console.log(JSON.stringify(did));
await close();
