import { startChaosStripe } from "../chaos/chaos-stripe.ts";
import { createRandom } from "../chaos/random.ts";
import { startPostgres } from "../storm/start-postgres.ts";
import { applyWithKills } from "./apply-with-kills.ts";
import { planned, subjectsIn, undone, verified } from "./doctor-documents.ts";
import {
  type Claim,
  countChanges,
  judgeFound,
  judgeMoney,
  judgeUntouched,
  photographUntouchable,
} from "./judge-mess.ts";
import { makeMess } from "./make-mess.ts";
import { heapMegabytes, isFlat, measureDoctor } from "./measure-doctor.ts";
import { type Clinic, openClinic } from "./open-clinic.ts";
import { stopwatch } from "./stopwatch.ts";

export type MessOrders = {
  damaged: number;
  healthy: number;
  kills: number;
  seed: number;
  /** What Stripe allows: beyond it, it answers 429. The doctor keeps to four fifths of it. `null`: as fast as it goes. */
  perSecond: number | null;
  tell: (line: string) => void;
};

/**
 * A Stripe account in a mess, and its rescue: all of the damage is found and nothing else, a plan whose process is killed
 * again and again makes everybody healthy but for what is left to people, a second time there is nothing to do, and what
 * can be taken back is.
 *
 * The doctor works in processes of its own, as from a shell, and Stripe and the database in theirs: the memory that is
 * told is the doctor's.
 */
export async function proveMess({ tell, ...orders }: MessOrders): Promise<{ ok: boolean }> {
  const { kills, seed, perSecond } = orders;
  const broken: string[] = [];
  const claim: Claim = (holds, otherwise) => {
    if (!holds) broken.push(otherwise);
  };
  await using postgres = await startPostgres();
  await using clinic = await openClinic(await postgres.fresh(), {
    startStripe: () => startChaosStripe({ seed, secretWebhook: "whsec_mess" }),
    ...(perSecond === null ? {} : { callsPerSecond: perSecond * 0.8 }),
  });
  const beganMs = performance.now();
  const timed = stopwatch(tell);
  const { doctor, residents } = measured(clinic, tell, claim);
  const mess = await timed(
    `made ${orders.damaged} damaged and ${orders.healthy} healthy accounts`,
    () => makeMess(clinic, orders),
  );
  const before = await timed("photographed who must not be touched", () =>
    photographUntouchable(clinic, mess),
  );

  await clinic.limitStripe(perSecond);
  const found = subjectsIn(await doctor("check"));
  const missed = mess.damaged.filter(
    ({ patient, finds }) =>
      !finds.every((one) => found.get(patient.accountId)?.includes(one) === true),
  );
  claim(missed.length === 0, `not found: ${missed.map(({ kind }) => kind).join(", ")}`);
  const alarms = mess.healthy.filter(({ accountId }) => found.has(accountId)).length;
  claim(alarms === 0, `${alarms} false alarms`);
  tell(
    `found ${mess.damaged.length - missed.length} of ${mess.damaged.length}, ${alarms} false alarms`,
  );

  const { planId, steps } = planned.parse((await doctor("plan", "--reason", "a mess")).at(-1));
  tell(`${planId}: ${steps} steps`);
  const mostCalls = Math.max(1, Math.floor((await countChanges(clinic, planId)) / (kills + 1)));
  const { killed, last } = await timed(`carried out, to be killed ${kills} times`, () =>
    applyWithKills(clinic, planId, { kills, random: createRandom(seed), mostCalls }),
  );
  claim(killed === kills, `killed ${killed} times: a run came to its end before`);
  claim(last.code === 0, `the last run ended with ${last.code}: ${last.err}`);
  const { findings } = verified.parse((await doctor("verify", planId)).at(-1));
  const left = subjectsIn(await doctor("check"));
  judgeFound(mess, left, claim);
  // A check sees accounts that no plan has, too: of whom nothing can be repaired.
  const strange = mess.damaged.filter(({ stranger }) => stranger !== null);
  const due = strange.flatMap(({ stays }) => stays).length;
  claim(findings === due, `verified, ${findings} findings are left, and ${due} are for people`);
  await clinic.limitStripe(null);
  await judgeMoney(clinic, mess, claim);
  await judgeUntouched(clinic, mess, { before, when: "repaired", claim });

  const requests = await clinic.countRequests();
  await applyWithKills(clinic, planId, { kills: 0, random: createRandom(seed), mostCalls });
  claim((await clinic.countRequests()) === requests, "a second time Stripe was asked something");
  await clinic.limitStripe(perSecond);
  const ended = undone.parse((await doctor("undo", planId, "--execute")).at(-1)).steps;
  tell(`${ended.undone} steps taken back, ${ended.kept} cannot be`);
  claim(ended.done === 0, "something was neither taken back nor said to stay");
  await clinic.limitStripe(null);
  await judgeUntouched(clinic, mess, { before, when: "taken back", claim });

  const { statuses } = await clinic.totals();
  const refusals = statuses["429"] ?? 0;
  claim(refusals === 0, `Stripe has refused ${refusals} requests because there were too many`);

  for (const sentence of broken) tell(`BROKEN: ${sentence}`);
  const minutes = ((performance.now() - beganMs) / 60_000).toFixed(1);
  const pace = perSecond === null ? "" : `, ${refusals} refused at ${perSecond} a second`;
  tell(
    `${mess.damaged.length - missed.length} of ${mess.damaged.length} damaged accounts found, ${alarms} false alarms among ` +
      `${mess.healthy.length}; ${steps} steps, ${killed} kills, ${left.size} accounts left to people as they must be, ` +
      `${broken.length} broken claims${pace}; with a heap of ${heapMegabytes} MB, resident in the first tenth and at most: ` +
      `${residents.join(", ")} MB; ${minutes} min`,
  );
  return { ok: broken.length === 0 };
}

/** Runs the doctor, tells each time how long it took and how much memory, and claims that this does not grow. */
function measured(clinic: Clinic, tell: (line: string) => void, claim: Claim) {
  const residents: string[] = [];
  const doctor = async (command: string, ...line: string[]): Promise<unknown[]> => {
    const { documents, seconds, resident } = await measureDoctor(clinic, [command, ...line]);
    const { firstTenth, peak } = resident;
    claim(
      isFlat(resident),
      `${command} took ${firstTenth} MB in its first tenth, and then ${peak}`,
    );
    residents.push(`${command} ${firstTenth} and ${peak}`);
    tell(
      `${command}: ${seconds.toFixed(1)} s, resident ${firstTenth} MB in the first tenth, ${peak} MB at most`,
    );
    return documents;
  };
  return { doctor, residents };
}
