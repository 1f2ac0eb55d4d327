import pg from "pg";
import { type RunningArm, startArm } from "../arms/start-arm.ts";
import { buyersOf } from "../compare/buyers-of.ts";
import { hangBell } from "../compare/hang-bell.ts";
import { thousand } from "../compare/plan.ts";
import { pressTwice } from "../compare/press-twice.ts";
import { quantile } from "../compare/quantile.ts";
import { runCrowd } from "../compare/run-crowd.ts";
import { runSteady } from "../compare/run-steady.ts";
import type { Stage } from "../compare/stage.ts";
import { warmUp } from "../compare/warm-up.ts";
import type { Ground } from "../ground/start-ground.ts";
import { startLoad } from "../load/start-load.ts";
import { fillAccounts } from "./fill-accounts.ts";

export type Growth = { accounts: GrownRow[]; nodes: NodesRow[] };

export type GrownRow = {
  accounts: number;
  databaseMb: number;
  addedP50Ms: number | null;
  addedP99Ms: number | null;
  cpuMs: number | null;
  readP99Ms: number | null;
  errors: number;
};

export type NodesRow = {
  nodes: number;
  /** A crowd of 1,000, spread over the nodes. */
  perSecond: number;
  /** CPU of all nodes together. */
  cpuMs: number | null;
  errors: number;
  /** Of buyers who press twice, at two nodes. */
  extraCustomers: number;
  extraSessions: number;
};

export type GrowthPlan = { accounts: readonly number[]; nodes: readonly number[] };

/** No arm's buyers have these numbers. */
const firstBuyer = 900_000_000;

/** Idem alone: with ever more accounts in its tables, then with ever more nodes on the largest of them. */
export async function measureGrowth(
  ground: Ground,
  plan: GrowthPlan,
  tell: (line: string) => void,
): Promise<Growth> {
  const setting = await ground.settingOf("idem");
  await using load = startLoad();
  await using buyers = await buyersOf("idem", setting.databaseUrl, firstBuyer);
  const stage: Stage = { name: "idem", setting, ground, load, buyers, tell };
  const [client, beside] = [
    new pg.Client({ connectionString: setting.databaseUrl }),
    new pg.Client({ connectionString: setting.databaseUrl }),
  ];
  await Promise.all([client.connect(), beside.connect()]);
  const growth: Growth = { accounts: [], nodes: [] };
  try {
    let filled = 0;
    for (const accounts of plan.accounts) {
      tell(`growth: filling up to ${accounts.toLocaleString("en-US")} accounts`);
      while (filled < accounts) {
        const to = Math.min(accounts, filled + 100_000);
        const middle = Math.floor((filled + to) / 2);
        // Two at once: it is indexes that take long, and there are two cores.
        await Promise.all([fillAccounts(client, filled, middle), fillAccounts(beside, middle, to)]);
        filled = to;
      }
      await client.query("VACUUM ANALYZE");
      await client.query("CHECKPOINT");
      growth.accounts.push(await measureGrown(stage, { accounts, client }));
    }
    for (const nodes of plan.nodes) growth.nodes.push(await measureNodes(stage, nodes));
  } finally {
    await Promise.all([client.end(), beside.end()]);
  }
  return growth;
}

async function measureGrown(
  stage: Stage,
  { accounts, client }: { accounts: number; client: pg.Client },
): Promise<GrownRow> {
  stage.tell(`growth: 50 buyers/s among ${accounts.toLocaleString("en-US")} accounts`);
  await using arm = await startArm("idem", stage.setting);
  await using _bell = await hangBell(stage, arm);
  await warmUp(stage, [arm]);
  const steady = await runSteady(stage, arm, { perSecond: 50, seconds: 5 });
  const { rows } = await client.query<{ mb: number }>(
    "SELECT (pg_database_size(current_database()) / 1048576)::int AS mb",
  );
  return {
    accounts,
    databaseMb: rows[0]?.mb ?? 0,
    addedP50Ms: quantile(steady.addedMs, 0.5),
    addedP99Ms: quantile(steady.addedMs, 0.99),
    cpuMs: steady.cpuMs,
    readP99Ms: quantile(steady.outsideMs, 0.99),
    errors: steady.errors,
  };
}

async function measureNodes(stage: Stage, nodes: number): Promise<NodesRow> {
  stage.tell(`growth: ${nodes} nodes`);
  await using opened = new AsyncDisposableStack();
  const arms: RunningArm[] = [];
  for (let node = 0; node < nodes; node += 1)
    arms.push(opened.use(await startArm("idem", stage.setting)));
  const [first] = arms;
  if (first !== undefined) opened.use(await hangBell(stage, first));
  await warmUp(stage, arms);
  await stage.ground.count();
  const pressed = await pressTwice(stage, arms, { perSecond: 20, seconds: 3 });
  const cpu = async () =>
    (await Promise.all(arms.map((arm) => arm.figures()))).reduce(
      (sum, { cpuMs }) => sum + cpuMs,
      0,
    );
  const beforeMs = await cpu();
  const crowd = await runCrowd(stage, arms, thousand);
  const usedMs = (await cpu()) - beforeMs;
  await stage.ground.control.faults({});
  const served = crowd.starts - crowd.errors;
  return {
    nodes,
    perSecond: crowd.perSecond,
    cpuMs: served === 0 ? null : usedMs / served,
    errors: pressed.errors + crowd.errors,
    extraCustomers: pressed.extraCustomers,
    extraSessions: pressed.extraSessions,
  };
}
