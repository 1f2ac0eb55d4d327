import { applyPlan, makePlan, verifyPlan } from "@idem/billing";
import { afterEach, expect, it } from "vitest";
import { freshDatabase } from "../world/fresh-database.ts";
import { unwatched } from "./check-all.ts";
import { makeMess } from "./make-mess.ts";
import { type Clinic, openClinic } from "./open-clinic.ts";

/** Stripe's own limits are 25 with a test key and 100 with a live one; a higher one keeps the test short. */
const [high, low] = [250, 10];

let clinic: Clinic;
afterEach(() => clinic[Symbol.asyncDispose]());

async function openLimited(callsPerSecond: number, limit: number): Promise<void> {
  clinic = await openClinic(await freshDatabase(), { callsPerSecond });
  await makeMess(clinic, { damaged: 5, healthy: 0, seed: 3 });
  await clinic.limitStripe(limit);
}

const tooMany = async (): Promise<number> => (await clinic.totals()).statuses["429"] ?? 0;

const plan = async () => {
  const planning = { askedBy: "a test", only: [], limit: null, reason: "a test" };
  const policy = { refund: "last" as const };
  const watching = { ...unwatched, onFound: async () => {} };
  return makePlan(clinic.opened.doctor, { ...planning, policy }, watching);
};

it("G10: check, plan, repair and verification stay below Stripe's limit, request by request", async () => {
  await openLimited(high * 0.8, high);
  const { doctor } = clinic.opened;
  const { planId } = await plan();
  await applyPlan(doctor, planId, { ...unwatched, worker: "a test" });
  expect(await verifyPlan(doctor, planId, unwatched)).toMatchObject({ findings: 0, left: 0 });
  expect(await tooMany()).toBe(0);
});

it("negative control: as fast as it can, it is refused", async () => {
  await openLimited(Number.POSITIVE_INFINITY, low);
  const { doctor } = clinic.opened;
  const { planId } = await plan().catch(() => ({ planId: "" }));
  if (planId !== "") await applyPlan(doctor, planId, { ...unwatched, worker: "a test" });
  expect(await tooMany()).toBeGreaterThan(0);
});
