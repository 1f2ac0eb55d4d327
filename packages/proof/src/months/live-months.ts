import type { MrrMonth } from "@idem/domain";
import { createRandom } from "../chaos/random.ts";
import { beginLife, type LivingAccount } from "./account.ts";
import { passTo } from "./bill.ts";
import { isMonthEnd, lastStop, openingAt, stopAt, stopsInMonth } from "./calendar.ts";
import { checkLetters } from "./check-letters.ts";
import { checkMonth, lookAtStripe, type Seen } from "./check-month.ts";
import { checkRevenue } from "./check-revenue.ts";
import { doDeed, mendCard } from "./do-deed.ts";
import { namesOfPrices, type PriceNames } from "./expected-row.ts";
import { drawLife } from "./life.ts";
import type { MonthsWorld } from "./months-world.ts";
import { inTurn, passTime } from "./pass-time.ts";
import { allMailed, settle } from "./settle.ts";
import { type Strip, stripsNow } from "./strips.ts";

export type MonthsOrders = {
  accounts: number;
  seed: number;
  tell: (line: string) => void;
  /** Says how far it is. */
  progress?: (line: string) => void;
  signal?: AbortSignal;
};

export type MonthsResult = {
  ok: boolean;
  findings: string[];
  months: MrrMonth[];
  strips: Strip[];
  seen: Seen[];
  invoices: number;
  letters: number;
  seconds: number;
};

/**
 * Thirteen months in the life of so many accounts, on Stripe's test clocks. At the end of every month each row is compared
 * with Stripe, each invoice with our own reckoning, and the movements of revenue with both.
 */
export async function liveMonths(
  world: MonthsWorld,
  { accounts: count, seed, tell, progress = () => {}, signal }: MonthsOrders,
): Promise<MonthsResult> {
  const beganMs = performance.now();
  const seconds = () => (performance.now() - beganMs) / 1_000;
  const prices = await namesOfPrices(world.stripe);
  const accounts = await beginLives(world, { count, seed, progress });
  tell(`${count} accounts have begun (${seconds().toFixed(0)} s)`);
  const strips: Strip[] = [];
  const findings: string[] = [];
  let months: MrrMonth[] = [];
  let seen: Seen[] = [];
  for (let stop = 0; stop <= lastStop; stop++) {
    signal?.throwIfAborted();
    await liveTo(world, accounts, stop);
    progress(`it is ${new Date(stopAt(stop)).toISOString().slice(0, 10)}`);
    strips.push(...(await stripsNow(world, accounts, stop)));
    if (!isMonthEnd(stop)) continue;
    const checked = await check(world, { accounts, prices });
    ({ months, seen } = checked);
    const month = stop / stopsInMonth;
    findings.push(...checked.findings.map((finding) => `month ${month}: ${finding}`));
    tell(
      `month ${String(month).padStart(2)}: ${seen.reduce((sum, one) => sum + one.invoices.length, 0)} invoices, ` +
        `${checked.findings.length} differences (${seconds().toFixed(0)} s)`,
    );
  }
  await allMailed(world);
  findings.push(...(await checkLetters(world, seen)));
  return {
    ok: findings.length === 0,
    findings,
    months,
    strips,
    seen,
    invoices: seen.reduce((sum, one) => sum + one.invoices.length, 0),
    letters: world.letters.size,
    seconds: seconds(),
  };
}

async function beginLives(
  world: MonthsWorld,
  { count, seed, progress }: { count: number; seed: number; progress: (line: string) => void },
): Promise<LivingAccount[]> {
  const random = createRandom(seed);
  const lives = Array.from({ length: count }, (_, index) =>
    drawLife(random.branch(`account ${index}`), index),
  );
  const accounts: LivingAccount[] = [];
  for (const [day, beginning] of [...Map.groupBy(lives, (life) => life.day)].toSorted(byDay)) {
    world.time.nowMs = openingAt(day);
    await inTurn(beginning, async (life) => {
      accounts.push(await beginLife(world, life));
    });
    progress(`${accounts.length} of ${count} accounts have begun`);
  }
  return accounts.toSorted((a, b) => a.life.index - b.life.index);
}

const byDay = ([a]: readonly [number, unknown], [b]: readonly [number, unknown]): number => a - b;

/** Time passes to a stop; then everybody does what they do there. */
async function liveTo(
  world: MonthsWorld,
  accounts: readonly LivingAccount[],
  stop: number,
): Promise<void> {
  const atMs = stopAt(stop);
  const clocks = accounts.map(({ clock }) => clock);
  await passTime(world, clocks, atMs);
  for (const { bill } of accounts) passTo(bill, atMs);
  await settle(world);
  await inTurn(accounts, async (account) => {
    await mendCard(world, account);
    for (const one of account.life.deeds)
      if (one.stop === stop) await doDeed(world, account, one.deed);
  });
  await settle(world);
}

async function check(
  world: MonthsWorld,
  { accounts, prices }: { accounts: readonly LivingAccount[]; prices: PriceNames },
) {
  const seen = await lookAtStripe(world, accounts);
  const revenue = await checkRevenue(world, seen);
  const findings = [...(await checkMonth(world, seen, prices)), ...revenue.findings];
  return { seen, months: revenue.months, findings };
}
