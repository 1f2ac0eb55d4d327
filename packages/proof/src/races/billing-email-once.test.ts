import { randomUUID } from "node:crypto";
import { serve } from "@idem/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contactTable, tellThenWrite } from "../controls/update-email.ts";
import { startMortal } from "../crashes/start-mortal.ts";
import { clientAt } from "../world/client-at.ts";
import { contactOf } from "../world/contact-of.ts";
import { openPool } from "../world/open-pool.ts";
import { type Person, signUp } from "../world/sign-up.ts";
import { startReady } from "../world/start.ts";
import { foreignClient, startWorld, type World } from "../world/start-world.ts";
import { until } from "../world/until.ts";

let world: World;
let second: string;
beforeAll(async () => {
  world = await startWorld();
  second = await world.another();
});
afterAll(() => world.close());

/** Somebody whom Stripe knows. */
async function known(): Promise<Person> {
  const person = await signUp(world.url);
  await startReady(person);
  return person;
}

const anAddress = () => `bills-${randomUUID()}@example.com`;
const tab = (person: Person, index: number) =>
  clientAt(index % 2 === 0 ? world.url : second, person);

const updatesAt = async (path: string): Promise<number> =>
  (await world.control.requests()).filter(
    (one) => one.method === "POST" && one.path === path && one.executed && !one.replayed,
  ).length;

const settled = (person: Person, email: string) =>
  until(
    "row, confirmation and Stripe say the same",
    async () => {
      const { row, confirmed, stripe } = await contactOf(world, person);
      return row === email && confirmed === email && stripe === email;
    },
    { withinMs: 5_000 },
  );

describe("G4: bills are sent elsewhere once", () => {
  it("G4: pressed ten times in five tabs at two nodes: one update, one story, and all three agree", async () => {
    const person = await known();
    const email = anAddress();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        tab(person, index).billing.changeEmail.mutate({ email }),
      ),
    );
    expect(new Set(answers.map(({ is }) => is))).toEqual(new Set(["changed"]));
    const found = await contactOf(world, person);
    expect(found).toMatchObject({ row: email, confirmed: email, stripe: email, version: 1 });
    expect(found.mark).toBe(`customer.update:${found.path.split("/").at(-1)}:1`);
    expect(await updatesAt(found.path)).toBe(1);
    const told = await world.prisma.auditEvent.count({
      where: { accountId: person.accountId, action: "account.contact_changed" },
    });
    expect(told).toBe(1);
  });

  it("G4: two tabs with different addresses: one of them, everywhere", async () => {
    const person = await known();
    const [one, other] = [anAddress(), anAddress()];
    await Promise.all(
      [one, other, one, other].map((email, index) =>
        tab(person, index).billing.changeEmail.mutate({ email }),
      ),
    );
    const { row } = await contactOf(world, person);
    expect([one, other]).toContain(row);
    await settled(person, row);
  });

  it("G4: there and back again is sent both times", async () => {
    const person = await known();
    const { billing } = person.client;
    await billing.changeEmail.mutate({ email: anAddress() });
    await billing.changeEmail.mutate({ email: person.email });
    await settled(person, person.email);
  });

  it.each(["lose request", "lose answer"] as const)(
    "G4: %s: said to be recorded, and true within 5 s of Stripe's answering, once",
    async (fate) => {
      const person = await known();
      const { path } = await contactOf(world, person);
      const email = anAddress();
      const lost = world.door.next(new RegExp(`^POST ${path}$`), fate);
      const answer = await person.client.billing.changeEmail.mutate({ email });
      expect(answer).toMatchObject({
        is: "refused",
        reason: "provider_unavailable",
        message: expect.stringContaining("is recorded"),
      });
      const meanwhile = await person.client.billing.current.query();
      expect(meanwhile.contact).toMatchObject({ email, isConfirmed: false });
      lost.release();
      await settled(person, email);
      expect(await updatesAt(path)).toBe(1);
      expect(await person.client.billing.changeEmail.mutate({ email })).toMatchObject({
        is: "changed",
      });
      expect(await updatesAt(path)).toBe(1);
    },
  );

  it.each(["after claim, before sending", "answer read, before settling"] as const)(
    "G4: killed with -9 %s: another node ends it, once",
    async (point) => {
      const person = await known();
      const { path } = await contactOf(world, person);
      const email = anAddress();
      const config = { ...world.config, sweepIntervalMs: 3_600_000 };
      const mortal = await startMortal(config, { kind: "customer.update", point });
      const asked = clientAt(mortal.url, person);
      await expect(asked.billing.changeEmail.mutate({ email })).rejects.toThrow();
      await mortal.dead;
      const rescuer = await serve(world.config);
      await settled(person, email);
      await rescuer.close();
      expect(await updatesAt(path)).toBe(1);
    },
  );

  it("an address that Stripe refuses is said to be refused, and keeps nobody from another", async () => {
    const person = await known();
    await world.prisma.user.updateMany({
      where: { email: person.email },
      data: { email: `${randomUUID()} is no address` },
    });
    await person.client.billing.current.query();
    await until(
      "what Stripe has confirmed holds again",
      async () => (await contactOf(world, person)).row === person.email,
      { withinMs: 5_000 },
    );
    const told = await world.prisma.auditEvent.findFirst({
      where: { accountId: person.accountId, action: "account.contact_refused" },
    });
    expect(told?.reason).toContain("Invalid email address");
    const email = anAddress();
    expect(await person.client.billing.changeEmail.mutate({ email })).toMatchObject({
      is: "changed",
    });
    await settled(person, email);
  });
});

describe("a changed sign-in is followed, until bills have an address of their own", () => {
  const rename = async (person: Person, name: string) => {
    const answer = await fetch(`${person.url}/api/auth/update-user`, {
      method: "POST",
      headers: { "content-type": "application/json", cookie: person.cookie, origin: person.url },
      body: JSON.stringify({ name }),
    });
    expect(answer.status).toBe(200);
  };

  it("G4: a new name reaches Stripe without anybody's asking", async () => {
    const person = await known();
    await rename(person, "Patricia Person");
    await until(
      "Stripe has the new name",
      async () => (await contactOf(world, person)).name === "Patricia Person",
      { withinMs: 5_000 },
    );
  });

  it("G4: a new e-mail of the sign-in is noticed at the next visit, and reaches Stripe", async () => {
    const person = await known();
    const email = anAddress();
    await world.prisma.user.updateMany({ where: { email: person.email }, data: { email } });
    await person.client.billing.current.query();
    await settled(person, email);
  });

  it("once set apart, the sign-in keeps its own", async () => {
    const person = await known();
    const email = anAddress();
    await person.client.billing.changeEmail.mutate({ email });
    await rename(person, "Patricia Person");
    await person.client.billing.current.query();
    expect(await contactOf(world, person)).toMatchObject({ row: email, name: "Pat Person" });
  });

  it("G1: a customer that Stripe had refused is made once the address is another", async () => {
    const person = await signUp(world.url);
    const where = { id: person.accountId };
    await world.prisma.billingAccount.update({ where, data: { email: "no address" } });
    await world.prisma.billingAccount.update({ where, data: { isContactSetApart: true } });
    const refused = await person.client.checkout.start.mutate({
      priceId: "plus_year_usd",
      attempt: "refused-once",
      revision: 0,
      ui: "embedded",
    });
    expect(refused).toMatchObject({ is: "refused", reason: "provider_refused" });
    const email = anAddress();
    await person.client.billing.changeEmail.mutate({ email });
    await startReady(person, { attempt: "refused-once", revision: 1 });
    await settled(person, email);
  });
});

describe("G4, negative control: the same schedule without the journal", () => {
  it("G4: tell Stripe, then write the row, from two tabs: the row says something else than Stripe", async () => {
    await using pool = await openPool(world.databaseUrl);
    await pool.query(contactTable);
    const { id: customerId } = await world.stripe.customers.create({ email: "a@example.com" });
    await pool.query("INSERT INTO contact VALUES ($1, $2)", [customerId, "a@example.com"]);
    const naive = { pool, stripe: foreignClient(world.door.url), customerId };
    const held = world.door.next(new RegExp(`^POST /v1/customers/${customerId}$`), "hold answer");
    const first = tellThenWrite(naive, "first@example.com");
    await held.struck;
    await tellThenWrite(naive, "second@example.com");
    held.release();
    await first;
    const { rows } = await pool.query("SELECT email FROM contact");
    const stripe = await world.stripe.customers.retrieve(customerId);
    expect(stripe).toMatchObject({ email: "second@example.com" });
    expect(rows).toEqual([{ email: "first@example.com" }]);
  });
});
