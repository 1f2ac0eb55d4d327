import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { foundOrganization, type Organization } from "../world/organization.ts";
import { type Person, signUp } from "../world/sign-up.ts";
import { startReady } from "../world/start.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { callProcedure, procedures } from "./call-procedure.ts";

const asked = { actionId: "matrix-action", subscriptionId: "sub_none" };

/** A valid input of each procedure. One that is missing here fails the first test: nobody can forget the matrix. */
const inputs: Record<string, Record<string, unknown> | undefined> = {
  "catalog.plans": undefined,
  "checkout.quote": { priceId: "plus_year_usd" },
  "checkout.start": {
    priceId: "plus_year_usd",
    attempt: "matrix-attempt",
    revision: 0,
    ui: "embedded",
  },
  "checkout.status": { sessionId: "cs_test_unknown" },
  "checkout.statusLive": { sessionId: "cs_test_unknown" },
  "billing.accounts": undefined,
  "billing.current": {},
  "billing.invoices": {},
  "billing.invoice": { invoiceId: "in_none" },
  "billing.changeEmail": { email: "bills@example.com" },
  "billing.previewChange": { priceId: "plus_year_usd" },
  "billing.change": {
    ...asked,
    priceId: "plus_year_usd",
    shown: { when: "now", dueToday: 0, prorationDate: "2026-01-01T00:00:00.000Z" },
  },
  "billing.undoChange": asked,
  "billing.cancel": { ...asked, when: "now" },
  "billing.resume": asked,
  "billing.applyCode": { ...asked, code: "SPRING20" },
  "billing.payInvoice": { ...asked, invoiceId: "in_none" },
  "billing.portal": {},
  "billing.refresh": {},
};
const open = ["catalog.plans", "checkout.quote"];
const aboutAnAccount = Object.keys(inputs).filter((path) => inputs[path] !== undefined);
const aboutASession = ["checkout.status", "checkout.statusLive"];

let world: World;
let customer: Person;
let stranger: Person;
let organization: Organization;
let nobody: { url: string; cookie: null };
beforeAll(async () => {
  world = await startWorld();
  nobody = { url: world.url, cookie: null };
  [customer, stranger] = await Promise.all([signUp(world.url), signUp(world.url)]);
  organization = await foundOrganization(world.url);
});
afterAll(() => world.close());

describe("G8: nobody sees or touches the billing of an account that is not theirs", () => {
  it("G8: the matrix knows every procedure", () => {
    // Those of the admins have a matrix of their own.
    const customers = Object.keys(procedures).filter((path) => !path.startsWith("admin."));
    expect(Object.keys(inputs).sort()).toEqual(customers.sort());
  });

  it.each(Object.keys(inputs))(
    "G8: %s, asked by nobody: only what is open to visitors",
    async (path) => {
      const { status } = await callProcedure(nobody, path, inputs[path]);
      expect(status).toBe(open.includes(path) ? 200 : 401);
    },
  );

  it.each(aboutAnAccount)("G8: %s about a person’s account: theirs alone", async (path) => {
    const input = { ...inputs[path], accountId: customer.accountId };
    expect((await callProcedure(customer, path, input)).status).toBe(200);
    expect((await callProcedure(nobody, path, input)).status).toBe(401);
    for (const other of [stranger, organization.owner, organization.biller, organization.member]) {
      const { status, body } = await callProcedure(other, path, input);
      expect(status).toBe(403);
      expect(body).not.toContain(customer.email);
    }
  });

  it.each(aboutAnAccount)(
    "G8: %s about an organization’s account: for its owner and its billing people",
    async (path) => {
      const input = { ...inputs[path], accountId: organization.accountId };
      for (const one of [organization.owner, organization.biller])
        expect((await callProcedure(one, path, input)).status).toBe(200);
      for (const other of [organization.member, stranger, customer])
        expect((await callProcedure(other, path, input)).status).toBe(403);
    },
  );

  it.each(aboutASession)(
    "G8: %s of somebody else’s session: unknown, as one that never was, with nothing about it",
    async (path) => {
      const { sessionId } = await startReady(customer);
      const own = await callProcedure(customer, path, { sessionId });
      expect(own.body).toContain('"is":"open"');
      const foreign = await callProcedure(stranger, path, { sessionId });
      const invented = await callProcedure(stranger, path, { sessionId: "cs_test_never_was" });
      expect(foreign.body).toContain('"is":"unknown"');
      expect(foreign.body).not.toContain(sessionId);
      expect(foreign).toEqual(invented);
    },
  );

  it("G8: `billing.accounts` lists one’s own accounts and no other", async () => {
    const { body } = await callProcedure(organization.member, "billing.accounts", undefined);
    expect(body).toContain(organization.member.accountId);
    for (const hidden of [organization.accountId, customer.accountId, organization.owner.accountId])
      expect(body).not.toContain(hidden);
  });
});

describe("G8: nothing is taken from the browser that the server must decide", () => {
  const tampered = [
    { amount: 1 },
    { unitAmount: 1 },
    { currency: "jpy" },
    { customerId: "cus_1" },
    { userId: "somebody" },
    { role: "admin" },
  ];
  it.each(aboutAnAccount)(
    "G8: %s with a field that it does not know (amount, currency, user, role): refused, not ignored",
    async (path) => {
      for (const field of tampered) {
        const { status, body } = await callProcedure(customer, path, { ...inputs[path], ...field });
        expect({ field, status }).toEqual({ field, status: 400 });
        expect(body).toContain(Object.keys(field)[0]);
      }
    },
  );

  it.each([
    { priceId: "plus_year_usd'; DROP TABLE price" },
    { priceId: "price_1AbCdEf" },
    { priceId: "" },
    { revision: -1 },
    { revision: 1.5 },
    { attempt: "x" },
    { ui: "custom" },
    { shownDueToday: -1 },
    { code: "X".repeat(101) },
    { accountId: "somebody" },
  ])(
    "G8, G12: checkout.start with %j: a typed no or a named field, and nothing to pay",
    async (change) => {
      const { status, body } = await callProcedure(stranger, "checkout.start", {
        ...inputs["checkout.start"],
        ...change,
      });
      if (status === 200) expect(body).toContain("price_unavailable");
      else
        expect({ status, body }).toEqual({
          status: 400,
          body: expect.stringContaining(Object.keys(change)[0] ?? ""),
        });
      expect((await stranger.client.billing.current.query()).openCheckout).toBeNull();
    },
  );

  it("G8: a total that was tampered with buys nothing cheaper: the server’s own price is quoted again", async () => {
    const { body } = await callProcedure(stranger, "checkout.start", {
      ...inputs["checkout.start"],
      shownDueToday: 1,
    });
    expect(body).toContain("price_changed");
    expect(body).toContain('"dueToday":19200');
  });

  it("G8: a batch of ten is answered; eleven, or ten thousand, in one request is refused before anything is done", async () => {
    const paths = (count: number) => Array.from({ length: count }, () => "catalog.plans").join(",");
    const ask = (count: number) => fetch(`${world.url}/api/trpc/${paths(count)}?batch=1&input={}`);
    expect((await ask(10)).status).toBe(200);
    expect((await ask(11)).status).toBe(400);
    const many = await ask(10_000).then(
      ({ status }) => status,
      () => 431,
    );
    expect([400, 414, 431]).toContain(many);
  });

  it("G8: a request from another site is refused, a body of a megabyte too", async () => {
    const start = (headers: Record<string, string>, body: string) =>
      fetch(`${world.url}/api/trpc/checkout.start`, {
        method: "POST",
        headers: { "content-type": "application/json", cookie: customer.cookie, ...headers },
        body,
      });
    const valid = JSON.stringify(inputs["checkout.start"]);
    const evil = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
    expect((await start(evil, valid)).status).toBe(403);
    const huge = JSON.stringify({ ...inputs["checkout.start"], code: "X".repeat(1_100_000) });
    expect((await start({ origin: world.url }, huge)).status).toBe(413);
  });
});
