import { createRandom } from "../chaos/random.ts";
import { type Damaged, damages, mixture } from "./damage.ts";
import type { Clinic } from "./open-clinic.ts";
import { admitHealthy, type HealthyPatient } from "./patient.ts";

export type Mess = {
  damaged: Damaged[];
  healthy: HealthyPatient[];
};

export type MessOptions = { damaged: number; healthy: number; seed: number };

/** As many as keep the local Stripe and the database busy. */
const atOnce = 8;

/**
 * So many accounts with something wrong, every kind in turn and every second one with a mixture of kinds, and so many that
 * are well; the same for the same seed.
 */
export async function makeMess(
  clinic: Clinic,
  { damaged, healthy, seed }: MessOptions,
): Promise<Mess> {
  const random = createRandom(seed);
  const kinds = Object.entries(damages).flatMap((one) => [one, ["a mixture", mixture] as const]);
  const mess: Mess = { damaged: [], healthy: [] };
  await inParallel(damaged, async (number) => {
    const [kind, damage] = kinds[number % kinds.length] ?? [];
    if (kind === undefined || damage === undefined) throw new Error("There is no damage.");
    const done = await damage(clinic, number, random.branch(`patient ${number}`));
    mess.damaged.push({ kind, stays: [], stranger: null, ...done });
  });
  await inParallel(healthy, async (index) => {
    mess.healthy.push(await admitHealthy(clinic, damaged + index));
  });
  return mess;
}

async function inParallel(count: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (next < count) await work(next++);
    }),
  );
}
