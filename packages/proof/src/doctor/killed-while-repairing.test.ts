import { applyPlan, makePlan, verifyPlan } from "@idem/billing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "../chaos/random.ts";
import { freshDatabase } from "../world/fresh-database.ts";
import { applyWithKills, trapCall } from "./apply-with-kills.ts";
import { unwatched } from "./check-all.ts";
import { type Mess, makeMess } from "./make-mess.ts";
import { type Clinic, openClinic } from "./open-clinic.ts";
import { customersByAccount, netPaid, photograph } from "./photograph.ts";
import { beginDoctor } from "./run-doctor.ts";

/** `npm run mess` kills twenty times. */
const kills = 6;
/** Each of them is a process that starts. */
const processesMs = 170_000;

let clinic: Clinic;
let mess: Mess;
let before: Map<string, string>;
let planId: string;
beforeAll(async () => {
  clinic = await openClinic(await freshDatabase());
  mess = await makeMess(clinic, { damaged: 32, healthy: 5, seed: 7 });
  before = await photograph(clinic, mess.healthy);
  const planned = await makePlan(
    clinic.opened.doctor,
    { askedBy: "a test", only: [], limit: null, reason: "a mess", policy: { refund: "last" } },
    { ...unwatched, onFound: async () => {} },
  );
  planId = planned.planId;
});
afterAll(() => clinic[Symbol.asyncDispose]());

describe("G10: a plan whose process does not come to its end", () => {
  it(
    "G10: stopped by Ctrl-C it ends what it has begun, says so with 2, and leaves the plan free",
    async () => {
      const trap = trapCall(clinic, 3, "before");
      const run = beginDoctor(clinic, ["apply", planId, "--execute"]);
      await Promise.race([trap.caught, run.ended]);
      run.child.kill("SIGINT");
      trap.release();
      expect(await run.ended).toMatchObject({ code: 2, err: expect.stringContaining("Stopped.") });
      const { worker } = await clinic.prisma.doctorPlan.findUniqueOrThrow({
        where: { id: planId },
      });
      expect(worker).toBeNull();
      // What the mess has left in doubt is an hour old.
      const inDoubt = await clinic.prisma.$queryRaw`
        SELECT slot FROM effect WHERE outcome IS NULL AND created_at > now() - interval '10 minutes'`;
      expect(inDoubt).toEqual([]);
    },
    processesMs,
  );

  it(
    `G10: killed ${kills} times, at any moment, it ends as if it had not been, and a second time does nothing`,
    async () => {
      const { doctor } = clinic.opened;
      const random = createRandom(11);
      const runs = await applyWithKills(clinic, planId, { kills, random, mostCalls: 6 });
      expect(runs).toMatchObject({ killed: kills, last: { code: 0, err: "" } });
      expect(await verifyPlan(doctor, planId, unwatched)).toMatchObject({ findings: 0, left: 0 });
      const customers = await customersByAccount(clinic);
      for (const { patient, netPaid: due, kind } of mess.damaged) {
        const paid = await netPaid(clinic, customers(patient));
        expect({ kind, paid }).toEqual({ kind, paid: due });
      }
      expect(await photograph(clinic, mess.healthy)).toEqual(before);
      const requests = await clinic.countRequests();
      await applyPlan(doctor, planId, { ...unwatched, worker: "a test" });
      expect(await clinic.countRequests()).toBe(requests);
    },
    processesMs,
  );
});
