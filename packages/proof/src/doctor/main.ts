import { parseArgs } from "node:util";
import { proveLegacy } from "../legacy/prove-legacy.ts";
import { proveMess } from "./prove-mess.ts";

const usage = `npm run mess [-- OPTIONS]

A Stripe account in a mess, and its rescue by idem doctor, on a PostgreSQL and a local Stripe of its own.

  --damaged N  accounts with something wrong (5000), every kind of damage in turn
  --healthy N  accounts that are well (5000)
  --kills N    how often the process that repairs is killed (20)
  --rate N     requests a second that Stripe allows, and answers 429 beyond: 25 with a test key (0: as many as come)
  --seed N     draws what an earlier run drew (1)

  --legacy N   instead: the tables of both post-mortems with N rows each, several for an owner, cleaned while others write
`;

/** 0 when all that is claimed held, 1 when not, 2 for a command that it does not understand. */
async function main(): Promise<number> {
  const options = {
    damaged: { type: "string", default: "5000" },
    healthy: { type: "string", default: "5000" },
    kills: { type: "string", default: "20" },
    seed: { type: "string", default: "1" },
    rate: { type: "string", default: "0" },
    legacy: { type: "string", default: "0" },
    help: { type: "boolean", default: false },
  } as const;
  const { help, ...texts } = parseArgs({ options }).values;
  if (help) {
    process.stdout.write(usage);
    return 0;
  }
  const [damaged, healthy, kills, seed, rate] = [
    texts.damaged,
    texts.healthy,
    texts.kills,
    texts.seed,
    texts.rate,
  ].map(Number);
  if ([damaged, healthy, kills, seed, rate].some((number) => !Number.isSafeInteger(number))) {
    process.stderr.write(usage);
    return 2;
  }
  const rows = Number(texts.legacy);
  const tell = (line: string): void => {
    process.stdout.write(`${line}\n`);
  };
  if (rows > 0) return (await proveLegacy({ rows, tell })).ok ? 0 : 1;
  const { ok } = await proveMess({
    damaged: damaged ?? 0,
    healthy: healthy ?? 0,
    kills: kills ?? 0,
    seed: seed ?? 0,
    perSecond: rate || null,
    tell,
  });
  return ok ? 0 : 1;
}

process.exit(await main());
