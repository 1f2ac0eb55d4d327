import { makePlan, verifyPlan } from "@idem/billing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createRandom } from "../chaos/random.ts";
import { freshDatabase } from "../world/fresh-database.ts";
import { applyWithKills } from "./apply-with-kills.ts";
import { unwatched } from "./check-all.ts";
import { type Mess, makeMess } from "./make-mess.ts";
import { type Clinic, openClinic } from "./open-clinic.ts";
import { customersByAccount, netPaid, photograph } from "./photograph.ts";

/** `npm run mess` kills twenty times. */
const kills = 8;

let clinic: Clinic;
let mess: Mess;
beforeAll(async () => {
  clinic = await openClinic(await freshDatabase());
  mess = await makeMess(clinic, { damaged: 45, healthy: 5, seed: 7 });
});
afterAll(() => clinic[Symbol.asyncDispose]());

it(`G10: a plan whose process is killed ${kills} times, at any moment, ends as if it had not been`, async () => {
  const { doctor } = clinic.opened;
  const before = await photograph(clinic, mess.healthy);
  const { planId } = await makePlan(
    doctor,
    { askedBy: "a test", only: [], limit: null, reason: "a mess", policy: { refund: "last" } },
    { ...unwatched, onFound: async () => {} },
  );
  const last = await applyWithKills(clinic, planId, {
    kills,
    random: createRandom(11),
    mostCalls: 6,
  });
  expect(last).toMatchObject({ code: 0, err: "" });
  expect(await verifyPlan(doctor, planId, unwatched)).toMatchObject({ findings: 0, left: 0 });
  const customers = await customersByAccount(clinic);
  for (const { patient, netPaid: due, kind } of mess.damaged)
    expect({ kind, paid: await netPaid(clinic, customers(patient)) }).toEqual({ kind, paid: due });
  expect(await photograph(clinic, mess.healthy)).toBe(before);
}, 170_000);
