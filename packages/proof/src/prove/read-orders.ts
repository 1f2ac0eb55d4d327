import path from "node:path";
import { parseArgs } from "node:util";
import { type Guard, guards } from "../chaos/without-guard.ts";

export const usage = `npm run prove [-- OPTIONS]

Without options: three nodes, PostgreSQL and the local Stripe, all of them broken again and again while people buy.

  --seconds N     how long everything breaks (240)
  --people N      how many have an account (60), and
  --at-once N     how many of them are in the shop at a time (32)
  --without WHAT  takes a guard out of the product; the run must then fail: ${guards.join(", ")}
  --schedules N   plays N schedules of crashes, faults and late bells in the simulator
  --mutants       breaks the product in one place after the other; each must be noticed;
                  --by-simulator: those that the simulator notices
  --storm         deals real webhooks in every order, then measures a rain and a backlog of them; --short to try it
  --reconcile     a pass over many accounts, of which one in a hundred has changed; --accounts N (100000) of them
  --months        thirteen months of renewals, changes and failed cards on test clocks; --accounts N (100) of them
  --museum        plays the usual ways, each on the schedule that breaks it
  --write-docs    with --museum or --mutants, writes its page in docs anew
  --seed N        draws what an earlier run drew
  --report DIR    where the report goes (.idem/proof)
  --help          this
`;

export type Orders = { seed: number; reportDir: string } & (
  | { does: "chaos"; seconds: number; people: number; atOnce: number; without: Guard | null }
  | { does: "museum"; docsDir?: string }
  | { does: "mutants"; docsDir?: string; onlyBySimulator: boolean }
  | { does: "schedules"; schedules: number }
  | { does: "storm"; isShort: boolean }
  | { does: "reconcile"; accounts: number }
  | { does: "months"; accounts: number }
);

const home = path.resolve(import.meta.dirname, "../../../../.idem/proof");
const docs = path.resolve(import.meta.dirname, "../../../../docs");

/** What the command line asks for; `null` for help. Throws a sentence about what it cannot understand. */
export function readOrders(args: readonly string[]): Orders | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seconds: { type: "string", default: "240" },
      people: { type: "string", default: "60" },
      "at-once": { type: "string", default: "32" },
      without: { type: "string" },
      schedules: { type: "string" },
      mutants: { type: "boolean", default: false },
      "by-simulator": { type: "boolean", default: false },
      storm: { type: "boolean", default: false },
      short: { type: "boolean", default: false },
      reconcile: { type: "boolean", default: false },
      months: { type: "boolean", default: false },
      accounts: { type: "string" },
      museum: { type: "boolean", default: false },
      "write-docs": { type: "boolean", default: false },
      seed: { type: "string" },
      report: { type: "string", default: home },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return null;
  const seed = values.seed === undefined ? drawSeed() : wholeNumber("--seed", values.seed, 0);
  const common = { seed, reportDir: path.resolve(values.report) };
  if (values.schedules !== undefined) {
    const schedules = wholeNumber("--schedules", values.schedules, 1);
    return { ...common, does: "schedules", schedules };
  }
  if (values.storm) return { ...common, does: "storm", isShort: values.short };
  if (values.reconcile) {
    const accounts = wholeNumber("--accounts", values.accounts ?? "100000", 1);
    return { ...common, does: "reconcile", accounts };
  }
  if (values.months) {
    const accounts = wholeNumber("--accounts", values.accounts ?? "100", 1);
    return { ...common, does: "months", accounts };
  }
  if (values["by-simulator"] && values["write-docs"])
    throw new TypeError("--write-docs wants all of the mutants, not those --by-simulator.");
  const inDocs = values["write-docs"] ? { docsDir: docs } : {};
  if (values.museum) return { ...common, does: "museum", ...inDocs };
  if (values.mutants)
    return { ...common, does: "mutants", ...inDocs, onlyBySimulator: values["by-simulator"] };
  const atOnce = wholeNumber("--at-once", values["at-once"], 1);
  const people = wholeNumber("--people", values.people, atOnce);
  const seconds = wholeNumber("--seconds", values.seconds, 1);
  return { ...common, does: "chaos", seconds, people, atOnce, without: guardOf(values.without) };
}

const drawSeed = (): number => Math.floor(Math.random() * 2 ** 31);

function wholeNumber(name: string, text: string, least: number): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= least) return number;
  throw new TypeError(`${name} must be a whole number of at least ${least}, not "${text}".`);
}

function guardOf(text: string | undefined): Guard | null {
  if (text === undefined) return null;
  const guard = guards.find((one) => one === text);
  if (guard !== undefined) return guard;
  throw new TypeError(`--without must be ${guards.join(" or ")}, not "${text}".`);
}
