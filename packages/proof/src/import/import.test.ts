import { type ImportOrders, importAccounts } from "@idem/billing";
import type Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkAll, unwatched } from "../doctor/check-all.ts";
import { type Clinic, openClinic } from "../doctor/open-clinic.ts";
import { subscribe } from "../doctor/patient.ts";
import { beginIdem } from "../doctor/run-doctor.ts";
import { freshDatabase } from "../world/fresh-database.ts";
import { inStatus } from "../world/in-status.ts";

let clinic: Clinic;
let people: People;
beforeAll(async () => {
  clinic = await openClinic(await freshDatabase());
  people = await settle(clinic);
});
afterAll(() => clinic[Symbol.asyncDispose]());

type People = Awaited<ReturnType<typeof settle>>;

/** A Stripe account that other code has filled, and the people of the product that it was filled for. */
async function settle(place: Clinic) {
  const { prisma, stripe } = place;
  const user = (id: string, emailVerified = true) =>
    prisma.user.create({ data: { id, name: id, email: `${id}@example.com`, emailVerified } });
  const customer = (id: string, metadata: Record<string, string> = {}) =>
    stripe.customers.create({ email: `${id}@Example.com`, name: id, metadata });
  const paying = async (made: Promise<Stripe.Customer>, subscriptions = 1) => {
    const { id } = await made;
    for (let index = 0; index < subscriptions; index++) await subscribe(place, id);
    return id;
  };
  for (const id of ["ada", "boss", "cara", "dan", "eve", "finn", "gus"])
    await user(id, id !== "eve");
  await prisma.organization.create({ data: { id: "guild", name: "Guild", slug: "guild" } });
  await prisma.$executeRaw`CREATE TABLE tenants (owner text, stripe_customer_id text)`;
  const ada = await paying(customer("ada"));
  const guild = await paying(customer("boss", { organizationId: "guild" }));
  const cara = [await paying(customer("cara", { userId: "cara" })), (await customer("cara")).id];
  const dan = await paying(customer("dan"), 2);
  const eve = await paying(customer("eve"));
  const finn = (await customer("other-address")).id;
  const gus = (await customer("shared")).id;
  await prisma.$executeRaw`INSERT INTO tenants VALUES ('finn', ${finn}), ('gus', ${gus}), ('finn', ${gus})`;
  return { ada, guild, cara, dan, eve, finn, gus };
}

const orders = (changes: Partial<ImportOrders> = {}): ImportOrders => ({
  askedBy: "a test",
  reason: "a test",
  keys: {
    user: "userId",
    organization: "organizationId",
    table: { name: "tenants", owner: "owner", customer: "stripe_customer_id" },
  },
  policy: { several: "leave" },
  isExecuted: true,
  ...changes,
});

const run = (changes: Partial<ImportOrders> = {}) => {
  const { doctor, imports: records } = clinic.opened;
  const watching = { ...unwatched, onCase: () => {} };
  return importAccounts({ doctor, records }, orders(changes), watching);
};

const rows = async (): Promise<Record<string, string>> => {
  const found = await clinic.prisma.customer.findMany({ include: { account: true } });
  return Object.fromEntries(
    found.map(({ account, stripeCustomerId }) => [
      account.userId ?? account.organizationId ?? "",
      stripeCustomerId,
    ]),
  );
};

const liveOf = async (customer: string): Promise<number> =>
  (await clinic.stripe.subscriptions.list({ customer })).data.length;

describe("G10: an existing Stripe account comes under Idem", () => {
  it("G10: without --execute it says what it would do, and does nothing", async () => {
    const { ended } = beginIdem(clinic, ["import", "--table", "tenants:owner:stripe_customer_id"]);
    const { code, out } = await ended;
    expect(code).toBe(1);
    expect(out).toContain(
      `user ada@example.com: ${people.ada} (verified e-mail), with its subscription`,
    );
    expect(out).toContain(`organization Guild: ${people.guild} (organization in metadata)`);
    expect(out).toContain(`${people.gus}: ? user finn or user gus (id in a table)`);
    expect(out).toContain("1  customers of nobody here, 1 of them paying");
    expect(await clinic.prisma.billingAccount.count()).toBe(0);
    for await (const { metadata } of clinic.stripe.customers.list())
      expect(metadata).not.toHaveProperty("accountId");
  });

  it("G10: what is beyond doubt is adopted with its subscription, and nobody takes over what is not proved to be theirs", async () => {
    const imported = await run();
    expect(imported).toMatchObject({ adopted: 3, ambiguous: 2, refused: 0, left: 0 });
    const { ada, guild, finn } = people;
    expect(await rows()).toEqual({ ada, guild, finn });
    const subscriptions = await clinic.prisma.subscription.findMany({ include: { account: true } });
    expect(subscriptions.map(({ account, planKey }) => [account.userId, planKey])).toEqual(
      expect.arrayContaining([
        ["ada", "plus"],
        [null, "plus"],
      ]),
    );
    const bills = await clinic.prisma.billingAccount.findUniqueOrThrow({
      where: { userId: "finn" },
    });
    expect(bills).toMatchObject({ email: "other-address@Example.com", isContactSetApart: true });
    expect(await Promise.all([people.dan, people.eve].map(liveOf))).toEqual([2, 1]);
  });

  it("G10: a second time nothing is done, and Stripe is asked for no change", async () => {
    const posts: string[] = [];
    clinic.door.watch(async (_moment, { method, path }) => {
      if (method !== "GET") posts.push(`${method} ${path}`);
    });
    expect(await run()).toMatchObject({ adopted: 0, alreadyAdopted: 3, ambiguous: 2 });
    expect(posts).toEqual([]);
  });

  it("G10: of several the one that pays is adopted where that is asked for, and a plan can repair the rest", async () => {
    const imported = await run({ policy: { several: "survivor" } });
    expect(imported).toMatchObject({ adopted: 1, ambiguous: 1 });
    const [paying = ""] = people.cara;
    expect((await rows())["cara"]).toBe(paying);
    expect(await liveOf(paying)).toBe(1);
    const { id } = await clinic.prisma.billingAccount.findUniqueOrThrow({
      where: { userId: "cara" },
    });
    expect((await checkAll(clinic)).get(id)).toEqual(["one_customer"]);
  });

  it("G10: an answer that was lost while marking leaves the owner for the next time, who is then adopted once", async () => {
    await clinic.prisma.user.update({ where: { id: "eve" }, data: { emailVerified: true } });
    const lost = clinic.door.next(new RegExp(`^POST /v1/customers/${people.eve}$`), "lose answer");
    expect(await run()).toMatchObject({ adopted: 0, left: 1 });
    lost.release();
    expect(await run()).toMatchObject({ adopted: 1, left: 0 });
    expect((await rows())["eve"]).toBe(people.eve);
    expect(await clinic.prisma.effect.count({ where: { slot: { contains: people.eve } } })).toBe(1);
  });

  it("G10: an owner whose subscription is in a status that nobody knows is left, and those beside it are adopted", async () => {
    const { prisma, stripe, door } = clinic;
    const moved = await Promise.all(
      ["hal", "ivy", "joe"].map(async (id) => {
        const email = `${id}@example.com`;
        await prisma.user.create({ data: { id, name: id, email, emailVerified: true } });
        const customer = await stripe.customers.create({ email, name: id });
        return { customer: customer.id, subscription: (await subscribe(clinic, customer.id)).id };
      }),
    );
    const [hal, ivy, joe] = moved.map(({ customer }) => customer);
    door.reword(inStatus(moved[1]?.subscription ?? "", "suspended"));
    expect(await run()).toMatchObject({ adopted: 2, left: 1 });
    const adopted = await rows();
    expect([adopted["hal"], adopted["ivy"], adopted["joe"]]).toEqual([hal, undefined, joe]);
    door.reword((answer) => answer);
    expect(await run()).toMatchObject({ adopted: 1, left: 0 });
    expect((await rows())["ivy"]).toBe(ivy);
  });
});
