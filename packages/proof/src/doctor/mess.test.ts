import { applyPlan, makePlan, undoPlan, verifyPlan } from "@idem/billing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { freshDatabase } from "../world/fresh-database.ts";
import { checkAll, unwatched } from "./check-all.ts";
import { damages } from "./damage.ts";
import { staying, strangersIn } from "./left-to-people.ts";
import { type Mess, makeMess } from "./make-mess.ts";
import { type Clinic, openClinic } from "./open-clinic.ts";
import { customersByAccount, netPaid, photograph } from "./photograph.ts";

const seed = 20_261_122;

let clinic: Clinic;
let mess: Mess;
let planId: string;
beforeAll(async () => {
  clinic = await openClinic(await freshDatabase());
  mess = await makeMess(clinic, { damaged: 2 * Object.keys(damages).length, healthy: 20, seed });
});
afterAll(() => clinic[Symbol.asyncDispose]());

const check = () => checkAll(clinic);

describe("G10: a Stripe account in a mess, every kind of damage and as many mixtures, beside people who are well", () => {
  it("G10: all of the damage is found, by what it is, and nothing else", async () => {
    const found = await check();
    for (const { patient, finds, kind } of mess.damaged)
      expect({ kind, finds: found.get(patient.accountId) ?? [] }).toEqual({
        kind,
        finds: expect.arrayContaining([...finds]),
      });
    expect(found.size).toBe(mess.damaged.length);
  });

  it("G10: repaired by plan it is healthy but for what is for people, nobody has paid twice, and those who were well are word for word as before", async () => {
    const { doctor } = clinic.opened;
    const before = await photograph(clinic, mess.healthy);
    const strangers = await photograph(clinic, strangersIn(mess));
    const planned = await makePlan(
      doctor,
      { askedBy: "a test", only: [], limit: null, reason: "a mess", policy: { refund: "last" } },
      { ...unwatched, onFound: async () => {} },
    );
    planId = planned.planId;
    // A story cannot be repaired.
    const plannable = mess.damaged.filter(({ stays }) => !stays.includes("audit_intact"));
    expect(planned.accounts).toBe(plannable.length);
    const applied = await applyPlan(doctor, planId, { ...unwatched, worker: "a test" });
    expect(applied).toMatchObject({ left: 0, steps: { planned: 0, refused: 0, skipped: 0 } });
    const verified = await verifyPlan(doctor, planId, unwatched);
    const findings = plannable.flatMap(({ stays }) => stays).length;
    expect(verified).toMatchObject({ findings, left: 0 });
    expect(await check()).toEqual(staying(mess));

    const customers = await customersByAccount(clinic);
    for (const { patient, netPaid: due, kind } of mess.damaged)
      expect({ kind, paid: await netPaid(clinic, customers(patient)) }).toEqual({
        kind,
        paid: due,
      });
    expect(await photograph(clinic, mess.healthy)).toEqual(before);
    expect(strangers.size).toBeGreaterThan(0);
    expect(await photograph(clinic, strangersIn(mess))).toEqual(strangers);
    expect(await advisedOnly()).toBe(strangers.size);
    const given = mess.damaged.filter(({ kind }) => kind === "a tax id on the other customer");
    expect(given.length).toBeGreaterThan(0);
    for (const { patient } of given) {
      const { stripeCustomerId } = await clinic.prisma.customer.findUniqueOrThrow({
        where: { accountId: patient.accountId },
      });
      const { data } = await clinic.stripe.customers.listTaxIds(stripeCustomerId);
      expect(data).toHaveLength(1);
    }
  });

  it("G10: a second time there is nothing to do, and Stripe is asked nothing", async () => {
    const requests = await clinic.countRequests();
    const { left, steps } = await applyPlan(clinic.opened.doctor, planId, {
      ...unwatched,
      worker: "a test",
    });
    expect({ left, planned: steps.planned }).toEqual({ left: 0, planned: 0 });
    expect(await clinic.countRequests()).toBe(requests);
  });

  it("G10: undone, what can be taken back is as before, and what cannot is said", async () => {
    const { doctor } = clinic.opened;
    const { left, steps } = await undoPlan(doctor, planId, { ...unwatched, worker: "a test" });
    expect({ left, done: steps.done }).toEqual({ left: 0, done: 0 });
    expect(steps.undone).toBeGreaterThan(steps.kept);
    const kept = await clinic.prisma.doctorStep.findMany({ where: { planId, state: "kept" } });
    expect(kept.every(({ note }) => note !== null && note.length > 20)).toBe(true);
    for await (const { metadata } of clinic.stripe.customers.list({ limit: 100 }))
      expect(metadata).not.toHaveProperty("idem_retired_into");
    const found = await check();
    expect(found.size).toBeGreaterThan(0);
    expect([...found.keys()].every((subject) => isDamaged(subject))).toBe(true);
  });
});

/** Of accounts with a customer that is not proved to be theirs: those about which people were told, and nothing was done. */
async function advisedOnly(): Promise<number> {
  const accounts = mess.damaged
    .filter(({ stranger }) => stranger !== null)
    .map(({ patient }) => patient.accountId);
  const rows = await clinic.prisma.$queryRaw`
    SELECT account_id FROM doctor_step WHERE plan_id = ${planId} AND account_id = ANY(${accounts})
    GROUP BY account_id HAVING array_agg(step->>'is' ORDER BY ordinal) = '{look,advise}'`;
  return z.array(z.unknown()).parse(rows).length;
}

const isDamaged = (subject: string): boolean =>
  mess.damaged.some(({ patient }) => patient.accountId === subject);
