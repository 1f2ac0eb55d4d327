import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hire, letTimePass, type StaffMember } from "../world/hire.ts";
import { foundOrganization, type Organization } from "../world/organization.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { type Subscriber, subscribe } from "../world/subscriber.ts";
import { callProcedure, procedures } from "./call-procedure.ts";

/** Who may: support and admins look, admins act, and what moves money wants the password of the last ten minutes. */
type Needs = "support" | "admin" | "fresh admin";
type Row = { needs: Needs; input?: (world: Ground) => Record<string, unknown> };
type Ground = { accountId: string; passId: string; planId: string };

const about = ({ accountId }: Ground) => ({ accountId });
const aboutPass = ({ passId }: Ground) => ({ passId });
const aboutPlan = ({ planId }: Ground) => ({ planId });
const once = { actionId: "matrix-action", reason: "the matrix" };
const asked = ({ accountId }: Ground) => ({ accountId, ...once, subscriptionId: "sub_none" });

/** Every procedure of the admins. One that is missing here fails the first test: nobody can forget the matrix. */
const matrix: Record<string, Row> = {
  "admin.me": { needs: "support" },
  "admin.subscriptions.list": { needs: "support", input: () => ({}) },
  "admin.subscriptions.count": { needs: "support", input: () => ({}) },
  "admin.subscriptions.facets": { needs: "support", input: () => ({}) },
  "admin.subscriptions.previewChange": {
    needs: "support",
    input: (ground) => ({ ...about(ground), priceId: "plus_year_usd" }),
  },
  "admin.subscriptions.cancel": {
    needs: "admin",
    input: (ground) => ({ ...asked(ground), when: "now" }),
  },
  "admin.subscriptions.endStray": { needs: "admin", input: asked },
  "admin.subscriptions.resume": { needs: "admin", input: asked },
  "admin.subscriptions.undoChange": { needs: "admin", input: asked },
  "admin.subscriptions.change": {
    needs: "fresh admin",
    input: (ground) => ({
      ...asked(ground),
      priceId: "plus_year_usd",
      shown: { when: "now", dueToday: 0, prorationDate: new Date().toISOString() },
    }),
  },
  "admin.subscriptions.comp": {
    needs: "fresh admin",
    input: (ground) => ({ ...asked(ground), months: 3 }),
  },
  "admin.subscriptions.retryPayment": {
    needs: "fresh admin",
    input: (ground) => ({ ...asked(ground), invoiceId: "in_none" }),
  },
  "admin.customers.find": { needs: "support", input: ({ accountId: id }) => ({ id }) },
  "admin.customers.account": { needs: "support", input: about },
  "admin.customers.story": { needs: "support", input: about },
  "admin.customers.payments": { needs: "support", input: about },
  "admin.customers.resync": {
    needs: "support",
    input: (ground) => ({ ...about(ground), ...once }),
  },
  "admin.customers.refund": {
    needs: "fresh admin",
    input: ({ accountId }) => ({
      accountId,
      ...once,
      paymentIntentId: "pi_none",
      amount: 1,
      refundedBefore: 0,
    }),
  },
  "admin.effects.inDoubt": { needs: "support" },
  "admin.effects.reconcile": {
    needs: "support",
    input: () => ({ ...once, effectId: "none" }),
  },
  "admin.events.list": { needs: "support", input: () => ({}) },
  "admin.events.summary": { needs: "support" },
  "admin.events.replay": { needs: "admin", input: () => ({ ...once, id: "evt_none" }) },
  "admin.events.replayFailed": { needs: "admin", input: () => once },
  "admin.passes.list": { needs: "support" },
  "admin.passes.pass": { needs: "support", input: aboutPass },
  "admin.passes.drifts": { needs: "support", input: aboutPass },
  "admin.passes.live": { needs: "support", input: aboutPass },
  "admin.passes.begin": { needs: "admin", input: () => ({ reason: "the matrix" }) },
  "admin.passes.accept": {
    needs: "support",
    input: () => ({ driftId: "none", reason: "the matrix", actionId: "matrix-action" }),
  },
  "admin.duplicates.findings": { needs: "support", input: () => ({}) },
  "admin.duplicates.plans": { needs: "support" },
  "admin.duplicates.plan": { needs: "support", input: aboutPlan },
  "admin.duplicates.accounts": { needs: "support", input: aboutPlan },
  "admin.duplicates.compare": {
    needs: "support",
    input: (ground) => ({ ...about(ground), ...aboutPlan(ground) }),
  },
  "admin.duplicates.live": { needs: "support", input: aboutPlan },
  "admin.duplicates.verify": { needs: "support", input: aboutPlan },
  "admin.duplicates.begin": {
    needs: "admin",
    input: () => ({ reason: "the matrix", refund: "last" }),
  },
  "admin.duplicates.carryOut": { needs: "fresh admin", input: aboutPlan },
  "admin.duplicates.undo": { needs: "fresh admin", input: aboutPlan },
  "admin.audit.list": { needs: "support", input: () => ({}) },
  "admin.metrics.figures": { needs: "support" },
  "admin.demo.seed": { needs: "admin" },
};
const paths = Object.keys(matrix);
const withInput = paths.filter((path) => matrix[path]?.input !== undefined);

let world: World;
let customer: Subscriber;
let organization: Organization;
let support: StaffMember;
let admin: StaffMember;
let tired: StaffMember;
let ground: Ground;
beforeAll(async () => {
  world = await startWorld();
  customer = await subscribe(world);
  organization = await foundOrganization(world.url);
  [support, admin, tired] = await Promise.all([
    hire(world, "support"),
    hire(world, "admin"),
    hire(world, "admin"),
  ]);
  const { id: passId } = await admin.client.admin.passes.begin.mutate({ reason: "the matrix" });
  const begun = { reason: "the matrix", refund: "last" } as const;
  const { id: planId } = await admin.client.admin.duplicates.begin.mutate(begun);
  ground = { accountId: customer.accountId, passId, planId };
});
afterAll(() => world.close());

const call = (who: { url: string; cookie: string | null }, path: string) =>
  callProcedure(who, path, matrix[path]?.input?.(ground));

describe("G8: support looks, admins act, and nobody else is told anything", () => {
  it("G8: the matrix knows every procedure of the admins", () => {
    const all = Object.keys(procedures).filter((path) => path.startsWith("admin."));
    expect(paths.sort()).toEqual(all.sort());
  });

  it.each(paths)("G8: %s, asked by nobody: sign in first", async (path) => {
    expect((await call({ url: world.url, cookie: null }, path)).status).toBe(401);
  });

  it.each(paths)("G8: %s, asked by customers: refused, also about themselves", async (path) => {
    for (const who of [customer, organization.owner, organization.biller, organization.member]) {
      const { status, body } = await call(who, path);
      expect(status).toBe(403);
      expect(body).not.toContain(customer.email);
    }
  });

  it.each(paths)("G8: %s, asked by support: only if it changes nothing", async (path) => {
    expect((await call(support, path)).status).toBe(matrix[path]?.needs === "support" ? 200 : 403);
  });

  it.each(paths)("G8: %s, asked by an admin: answered", async (path) => {
    const { status, body } = await call(admin, path);
    expect({ status, body: status === 200 ? "" : body }).toEqual({ status: 200, body: "" });
  });

  it.each(paths)(
    "G8: %s, asked by an admin whose password was eleven minutes ago: not if it moves money",
    async (path) => {
      await letTimePass(world, tired);
      const { status } = await call(tired, path);
      expect(status).toBe(matrix[path]?.needs === "fresh admin" ? 412 : 200);
    },
  );

  it.each(withInput)("G8: %s with a field that it does not know: refused", async (path) => {
    const input = { ...matrix[path]?.input?.(ground), userId: "somebody" };
    const { status, body } = await callProcedure(admin, path, input);
    expect(status).toBe(400);
    expect(body).toContain("userId");
  });

  it("G8: the list as a file: for staff alone, and it is written down who took it", async () => {
    const ask = ({ cookie }: { cookie: string }) =>
      fetch(`${world.url}/api/admin/subscriptions.csv`, { headers: { cookie } });
    expect((await fetch(`${world.url}/api/admin/subscriptions.csv`)).status).toBe(401);
    expect((await ask(customer)).status).toBe(403);
    const answer = await ask(support);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain(customer.email);
    const { lines } = await admin.client.admin.audit.list.query({});
    expect(lines[0]).toMatchObject({ action: "subscriptions.exported" });
    expect(lines[0]?.who).toContain(support.email);
  });

  it("G8: what was taken away is gone at the next call", async () => {
    const former = await hire(world, "admin");
    expect((await call(former, "admin.me")).status).toBe(200);
    await world.prisma.user.update({ where: { id: former.userId }, data: { role: "user" } });
    expect((await call(former, "admin.me")).status).toBe(403);
  });
});
