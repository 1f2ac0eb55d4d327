import { applyPlan, makePlan, verifyPlan } from "@idem/billing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { freshDatabase } from "../world/fresh-database.ts";
import { inStatus } from "../world/in-status.ts";
import { checkAll, unwatched } from "./check-all.ts";
import { type Clinic, openClinic } from "./open-clinic.ts";
import { admitHealthy, makeCustomer } from "./patient.ts";
import { beginDoctor } from "./run-doctor.ts";

/** Two of them. */
const processesMs = 150_000;

let clinic: Clinic;
beforeAll(async () => {
  clinic = await openClinic(await freshDatabase());
});
afterAll(() => clinic[Symbol.asyncDispose]());

/** With a second customer, which has to go. */
async function admitIll(number: number) {
  const patient = await admitHealthy(clinic, number);
  const { id: otherId } = await makeCustomer(clinic, patient);
  return { ...patient, otherId };
}

const isRetired = async (id: string): Promise<boolean> => {
  const found = await clinic.stripe.customers.retrieve(id);
  return !found.deleted && "idem_retired_into" in found.metadata;
};

it(
  "G10: an account whose subscription is in a status that nobody knows is told and left, and those before and behind it are repaired",
  async () => {
    const { doctor } = clinic.opened;
    const [first, strange, third] = [await admitIll(1), await admitIll(2), await admitIll(3)];
    const { planId } = await makePlan(
      doctor,
      { askedBy: "a test", only: [], limit: null, reason: "a test", policy: { refund: "last" } },
      { ...unwatched, onFound: async () => {} },
    );

    clinic.door.reword(inStatus(strange.subscriptionId, "suspended"));
    expect(Object.fromEntries(await checkAll(clinic))).toEqual({
      [first.accountId]: ["one_customer"],
      [strange.accountId]: ["can_be_read"],
      [third.accountId]: ["one_customer"],
    });
    const checked = await beginDoctor(clinic, ["check", "--only", "one_live_subscription"]).ended;
    expect(checked).toMatchObject({ code: 1, out: expect.stringContaining('"suspended"') });

    const applied = await applyPlan(doctor, planId, { ...unwatched, worker: "a test" });
    expect(applied.left).toBe(1);
    const all = [first.otherId, strange.otherId, third.otherId];
    expect(await Promise.all(all.map(isRetired))).toEqual([true, false, true]);
    expect(await verifyPlan(doctor, planId, unwatched)).toMatchObject({
      accounts: 2,
      left: 1,
      findings: 0,
    });
    const again = await beginDoctor(clinic, ["apply", planId, "--execute"]).ended;
    expect(again.code).toBe(2);
    expect(again.err).toContain("1 accounts are left");
    expect(again.err).toMatch(new RegExp(`${strange.accountId} is left as it is: .*"suspended"`));

    clinic.door.reword((answer) => answer);
    const last = await applyPlan(doctor, planId, { ...unwatched, worker: "a test" });
    expect(last).toMatchObject({ left: 0, steps: { planned: 0, refused: 0, skipped: 0 } });
    expect([...(await checkAll(clinic))]).toEqual([]);
  },
  processesMs,
);
