import { applyPlan, makePlan, undoPlan } from "@idem/billing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { freshDatabase } from "../world/fresh-database.ts";
import { unwatched } from "./check-all.ts";
import { type Clinic, openClinic } from "./open-clinic.ts";
import { admitHealthy, link, makeCustomer } from "./patient.ts";

const credit = -700;

let clinic: Clinic;
beforeAll(async () => {
  clinic = await openClinic(await freshDatabase());
});
afterAll(() => clinic[Symbol.asyncDispose]());

async function readCustomer(id: string) {
  const found = await clinic.stripe.customers.retrieve(id);
  return found.deleted ? null : { balance: found.balance, crm: found.metadata["crm"] ?? null };
}

it("G10: after a step that was refused nothing more is done for the account, and only what was done is taken back", async () => {
  const { doctor } = clinic.opened;
  const patient = await admitHealthy(clinic, 1);
  const metadata = { accountId: patient.accountId, crm: "42" };
  const other = await makeCustomer(clinic, patient, { metadata });
  await clinic.stripe.customers.createBalanceTransaction(other.id, {
    amount: credit,
    currency: "usd",
  });
  await link(clinic, patient, other.id);
  const { planId } = await makePlan(
    doctor,
    { askedBy: "a test", only: [], limit: null, reason: "a test", policy: { refund: "last" } },
    { ...unwatched, onFound: async () => {} },
  );

  // While the survivor is marked, other code lets the row name a third one: it must not follow the survivor any more.
  clinic.door.watch(async (moment, { method, path }) => {
    if (moment === "before" && method === "POST" && path.endsWith(`/${patient.customerId}`))
      await link(clinic, patient, "cus_third");
  });
  const applied = await applyPlan(doctor, planId, { ...unwatched, worker: "a test" });
  expect(applied).toMatchObject({ left: 0, steps: { done: 2, refused: 1, skipped: 4 } });
  expect(await readCustomer(patient.customerId)).toEqual({ balance: 0, crm: "42" });

  const undone = await undoPlan(doctor, planId, { ...unwatched, worker: "a test" });
  expect(undone).toMatchObject({ left: 0, steps: { undone: 2, refused: 1, skipped: 4 } });
  expect(await readCustomer(patient.customerId)).toEqual({ balance: 0, crm: null });
  expect(await readCustomer(other.id)).toEqual({ balance: credit, crm: "42" });
});
