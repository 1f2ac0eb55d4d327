import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createRequire } from "node:module";
import path from "node:path";
import { ensureContact, openContacts, sweepContacts } from "@idem/example-crm-contact";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FreshDatabase, freshDatabase } from "../world/fresh-database.ts";
import { openPool } from "../world/open-pool.ts";
import { until } from "../world/until.ts";
import { type FakeCrm, startFakeCrm } from "./fake-crm.ts";

const entry = createRequire(import.meta.url).resolve("@idem/example-crm-contact");
const main = path.join(path.dirname(entry), "main.ts");

let database: FreshDatabase;
let crm: FakeCrm;
let pool: Awaited<ReturnType<typeof openPool>>;
let contacts: Awaited<ReturnType<typeof openContacts>>;
beforeAll(async () => {
  database = await freshDatabase();
  crm = await startFakeCrm();
  pool = await openPool(database.url);
  contacts = await openContacts({ databaseUrl: database.url, crmUrl: crm.url });
});
afterAll(async () => {
  await contacts.close();
  await pool.end();
  await crm.close();
  await database.drop();
});

const customer = () => {
  const customerId = `cus_${randomUUID()}`;
  return { customerId, email: `${customerId}@example.com`, name: "Pat" };
};
const inCrm = (customerId: string) =>
  crm.contacts.filter(({ external_id: id }) => id === `contact.create:${customerId}`);
const known = async (customerId: string) =>
  (await pool.query("SELECT crm_id FROM contact WHERE customer_id = $1", [customerId])).rows;

/** The time passes for which whoever has taken an effect is left alone with it. */
const leaseRunsOut = () =>
  pool.query("UPDATE contact_effect SET lease_until = now() WHERE outcome IS NULL");

async function recover(customerId: string): Promise<void> {
  await leaseRunsOut();
  expect(await sweepContacts(contacts.ports)).toBe(1);
  expect(inCrm(customerId)).toHaveLength(1);
  expect(await known(customerId)).toEqual([{ crm_id: inCrm(customerId)[0]?.id }]);
}

/** The example as a process of its own, which the test will kill. */
function begin(one: ReturnType<typeof customer>): ChildProcess {
  const { customerId, email, name } = one;
  return spawn(process.execPath, [main, customerId, email, name], {
    env: { DATABASE_URL: database.url, CRM_URL: crm.url },
    stdio: ["ignore", "ignore", "inherit"],
  });
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

describe("a contact in a CRM without idempotency keys", () => {
  it("G4: twenty who want the same contact at once make one", async () => {
    const one = customer();
    const results = await Promise.all(
      Array.from({ length: 20 }, () => ensureContact(contacts.ports, one)),
    );
    expect(inCrm(one.customerId)).toHaveLength(1);
    const ids = results.map(({ outcome }) => outcome?.is === "done" && outcome.result.id);
    expect(new Set(ids)).toEqual(new Set([inCrm(one.customerId)[0]?.id]));
  });

  it.each(["lose request", "lose answer"] as const)(
    "G4: kill -9 with the request on its way (%s): another process makes or finds the one contact",
    async (fate) => {
      const one = customer();
      const { struck } = crm.next(fate);
      const child = begin(one);
      await struck;
      await kill(child);
      await recover(one.customerId);
    },
  );

  it("G4: kill -9 in the middle of recording the answer: found, not made again", async () => {
    const one = customer();
    const client = await pool.connect();
    const slot = `contact.create:${one.customerId}`;
    const child = begin(one);
    await until("it is in the CRM", async () => inCrm(one.customerId).length === 1, {
      withinMs: 10_000,
    });
    // Whether its statement is on its way, waits for this lock or was undone with it: all of it or nothing is written.
    await client.query("BEGIN");
    await client.query("SELECT 1 FROM contact_effect WHERE slot = $1 FOR UPDATE", [slot]);
    await kill(child);
    await client.query("ROLLBACK");
    client.release();
    await leaseRunsOut();
    await sweepContacts(contacts.ports);
    expect(inCrm(one.customerId)).toHaveLength(1);
    expect(await known(one.customerId)).toEqual([{ crm_id: inCrm(one.customerId)[0]?.id }]);
  });

  it("G4: an answer is lost, and the address changes: the contact is found", async () => {
    const one = customer();
    crm.next("lose answer");
    expect(await ensureContact(contacts.ports, one)).toMatchObject({ outcome: null });
    await leaseRunsOut();
    const again = await ensureContact(contacts.ports, { ...one, email: "new@example.com" });
    expect(again).toMatchObject({ outcome: { is: "done", how: "found" } });
    expect(inCrm(one.customerId)).toHaveLength(1);
  });

  it("G4: while the CRM is down nothing is lost; a look that fails is not nothing found", async () => {
    const one = customer();
    crm.next("lose answer");
    await ensureContact(contacts.ports, one);
    crm.down(true);
    await leaseRunsOut();
    expect(await sweepContacts(contacts.ports)).toBe(1);
    expect(await known(one.customerId)).toEqual([]);
    crm.down(false);
    await recover(one.customerId);
  });

  it("a refusal is final, and nothing was made", async () => {
    const one = customer();
    crm.next("say no");
    const refused = { outcome: { is: "refused", status: 422 } };
    expect(await ensureContact(contacts.ports, one)).toMatchObject(refused);
    expect(await ensureContact(contacts.ports, one)).toMatchObject(refused);
    expect(inCrm(one.customerId)).toEqual([]);
  });
});

describe("G4, negative control: without a journal", () => {
  it("G4: send, lose the answer, send again: two contacts", async () => {
    const one = customer();
    const create = () =>
      fetch(`${crm.url}/contacts`, {
        method: "POST",
        body: JSON.stringify({ external_id: `contact.create:${one.customerId}`, ...one }),
      });
    crm.next("lose answer");
    await expect(create()).rejects.toThrow();
    await create();
    expect(inCrm(one.customerId)).toHaveLength(2);
  });
});
