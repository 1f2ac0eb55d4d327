import { applyPlan, makePlan } from "@idem/billing";
import type { Step } from "@idem/domain";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase } from "../world/fresh-database.ts";
import { checkAll, unwatched } from "./check-all.ts";
import { type Clinic, openClinic } from "./open-clinic.ts";
import {
  type Admission,
  admit,
  admitHealthy,
  makeCustomer,
  type Patient,
  subscribe,
} from "./patient.ts";
import { photograph } from "./photograph.ts";

let clinic: Clinic;
let nextNumber = 1;
beforeAll(async () => {
  clinic = await openClinic(await freshDatabase());
});
afterAll(() => clinic[Symbol.asyncDispose]());

/** Somebody whose address and name are those of a customer that pays, and that was there before Idem. */
async function admitBesidePayer(
  admission: Admission,
): Promise<{ patient: Patient; payer: string }> {
  const patient = await admit(clinic, nextNumber++, admission);
  const { id: payer } = await makeCustomer(clinic, patient, { metadata: {} });
  await subscribe(clinic, payer);
  return { patient, payer };
}

async function plan(): Promise<string> {
  const { planId } = await makePlan(
    clinic.opened.doctor,
    { askedBy: "a test", only: [], limit: null, reason: "a test", policy: { refund: "last" } },
    { ...unwatched, onFound: async () => {} },
  );
  return planId;
}

const stepsOf = async (planId: string, { accountId }: Patient): Promise<Step[]> =>
  (await clinic.opened.doctor.records.steps(planId, accountId)).map(({ step }) => step);
const kindsOf = async (planId: string, patient: Patient) =>
  (await stepsOf(planId, patient)).map((step) => step.is);

const objectsOf = (payer: string) => photograph(clinic, [{ accountId: payer, customerId: payer }]);

describe("G10: whose a customer is, is not for whoever types an address", () => {
  it.each([
    ["signs in with the payer's address, which nobody has verified", { isVerified: false }],
    [
      "has proved another address, and bills sent to the payer's",
      { signsInWith: "mallory@example.com" },
    ],
  ])(
    "G10: who %s is not given what the payer pays for: people are told, and nothing is done",
    async (_who, admission) => {
      const { patient, payer } = await admitBesidePayer(admission);
      const honest = await admitHealthy(clinic, nextNumber++);
      const orphan = await makeCustomer(clinic, honest, { metadata: {} });
      const before = await objectsOf(payer);

      expect((await checkAll(clinic)).get(patient.accountId)).toEqual([
        "links_point_both_ways",
        "paid_is_entitled",
      ]);
      const planId = await plan();
      expect(await stepsOf(planId, patient)).toMatchObject([
        { is: "look", survivorId: null, candidates: [payer] },
        { is: "advise", words: expect.stringContaining(payer) },
      ]);
      expect(await kindsOf(planId, honest)).toContain("mark");
      const applied = await applyPlan(clinic.opened.doctor, planId, {
        ...unwatched,
        worker: "a test",
      });
      expect(applied).toMatchObject({ left: 0, steps: { planned: 0, refused: 0, skipped: 0 } });

      expect(await objectsOf(payer)).toEqual(before);
      const { accountId } = patient;
      expect(await clinic.prisma.customer.count({ where: { accountId } })).toBe(0);
      expect(await clinic.prisma.subscription.count({ where: { accountId } })).toBe(0);
      expect(await clinic.stripe.customers.retrieve(orphan.id)).toMatchObject({
        metadata: { idem_retired_into: honest.customerId },
      });
    },
  );

  it("G10: once the address is proved, or people have written whose it is, the customer is the account's", async () => {
    const unverified = await admitBesidePayer({ isVerified: false });
    const apart = await admitBesidePayer({ signsInWith: "else@example.com" });
    const planId = await plan();
    for (const { patient } of [unverified, apart])
      expect(await kindsOf(planId, patient)).toEqual(["look", "advise"]);

    await clinic.prisma.user.updateMany({
      where: { email: unverified.patient.email },
      data: { emailVerified: true },
    });
    const { accountId } = apart.patient;
    await clinic.stripe.customers.update(apart.payer, { metadata: { accountId } });
    const again = await plan();
    expect(await kindsOf(again, unverified.patient)).toEqual(["look", "mark", "relink", "sync"]);
    expect(await kindsOf(again, apart.patient)).toEqual(["look", "relink", "sync"]);
  });

  it("G10: of a customer with the same card and name, and another address, neither stays nor goes", async () => {
    const patient = await admitHealthy(clinic, nextNumber++);
    const other = await makeCustomer(clinic, patient, {
      email: "another-team@example.com",
      metadata: {},
    });
    await subscribe(clinic, other.id);
    expect((await checkAll(clinic)).get(patient.accountId)).toEqual([
      "one_customer",
      "one_live_subscription",
    ]);
    expect(await stepsOf(await plan(), patient)).toMatchObject([
      { is: "look", survivorId: patient.customerId },
      { is: "advise", words: expect.stringContaining(other.id) },
    ]);
  });
});
