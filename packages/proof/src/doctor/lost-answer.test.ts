import { applyPlan, makePlan, undoPlan } from "@idem/billing";
import type Stripe from "stripe";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { freshDatabase } from "../world/fresh-database.ts";
import { foreignClient } from "../world/start-world.ts";
import { unwatched } from "./check-all.ts";
import { type Clinic, openClinic } from "./open-clinic.ts";
import { admitHealthy, makeCustomer } from "./patient.ts";

const credit = -700;
const movements = /^POST \/v1\/customers\/[^/]+\/balance_transactions$/;

let clinic: Clinic;
let number = 0;
let kept: string;
let other: Stripe.Customer;
beforeAll(async () => {
  clinic = await openClinic(await freshDatabase());
});
afterAll(() => clinic[Symbol.asyncDispose]());
beforeEach(async () => {
  const patient = await admitHealthy(clinic, number++);
  kept = patient.customerId;
  other = await makeCustomer(clinic, patient);
  await clinic.stripe.customers.createBalanceTransaction(other.id, {
    amount: credit,
    currency: "usd",
  });
});

const balances = async (): Promise<number[]> => {
  const both = await Promise.all(
    [kept, other.id].map((id) => clinic.stripe.customers.retrieve(id)),
  );
  return both.map((one) => (one.deleted ? 0 : one.balance));
};

/** The survivor has the other one's credit, and nobody here knows; the other one has it, too. */
async function breakOff(): Promise<string> {
  const { doctor } = clinic.opened;
  const { planId } = await makePlan(
    doctor,
    { askedBy: "a test", only: [], limit: null, reason: "a test", policy: { refund: "last" } },
    { ...unwatched, onFound: async () => {} },
  );
  const lost = clinic.door.next(movements, "lose answer");
  const first = await applyPlan(doctor, planId, { ...unwatched, worker: "first" });
  expect(first.left).toBe(1);
  lost.release();
  expect(await balances()).toEqual([credit, credit]);
  return planId;
}

it("G10: a credit whose move was done and not answered arrives once", async () => {
  const { doctor } = clinic.opened;
  const planId = await breakOff();
  const second = await applyPlan(doctor, planId, { ...unwatched, worker: "second" });
  expect(second).toMatchObject({ left: 0, steps: { planned: 0, skipped: 0, refused: 0 } });
  expect(await balances()).toEqual([credit, 0]);
});

it("G10: taken back instead, it is as if nothing had been done, and applied again nothing is", async () => {
  const { doctor } = clinic.opened;
  const planId = await breakOff();
  const undone = await undoPlan(doctor, planId, { ...unwatched, worker: "second" });
  expect(undone).toMatchObject({ left: 0, steps: { planned: 0, done: 0, undone: 2, skipped: 2 } });
  expect(await balances()).toEqual([0, credit]);
  await applyPlan(doctor, planId, { ...unwatched, worker: "third" });
  expect(await balances()).toEqual([0, credit]);
});

it("negative control: moved by a script that begins again after an error, it arrives twice", async () => {
  const stripe = foreignClient(clinic.door.url);
  const script = async (): Promise<void> => {
    await stripe.customers.createBalanceTransaction(kept, { amount: credit, currency: "usd" });
    await stripe.customers.createBalanceTransaction(other.id, { amount: -credit, currency: "usd" });
  };
  const lost = clinic.door.next(movements, "lose answer");
  await expect(script()).rejects.toThrow();
  lost.release();
  await script();
  expect(await balances()).toEqual([2 * credit, 0]);
});
