import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { startLocalStripe } from "@idem/local-stripe";
import { compare, type Mismatch } from "./compare.ts";
import { exceptions } from "./exceptions.ts";
import { readFixtures } from "./fixtures.ts";
import { driveFlows } from "./flows.ts";
import { fieldFacts } from "./nullable.ts";
import { recordingClient, type Seen } from "./record.ts";
import { printTable, type Row } from "./table.ts";

/** `main.ts --fixtures FILE`: what the local Stripe serves against what Stripe has published. */
const { values } = parseArgs({ options: { fixtures: { type: "string" } } });
if (values.fixtures === undefined) {
  process.stderr.write("contract: name Stripe's published fixtures with --fixtures FILE.\n");
  process.exit(2);
}

const documented = readFixtures(readFileSync(values.fixtures, "utf8"));
const seen = await serveAll();
const rows = check(seen);
printTable(rows);
process.exitCode = rows.some(({ problems }) => problems.length > 0) ? 1 : 0;

async function serveAll(): Promise<Seen> {
  const objects: Seen = new Map();
  const local = await startLocalStripe({ port: 0 });
  try {
    await driveFlows(recordingClient(local.port, objects), async (session, card) => {
      const address = `${local.url}/_local/checkout/sessions/${session}/pay`;
      await fetch(address, { method: "POST", body: JSON.stringify({ card }) });
    });
  } finally {
    await local.close();
  }
  return objects;
}

function check(objects: Seen): Row[] {
  const facts = fieldFacts();
  const envelopes = new Set(["list", "search_result"]);
  return [...objects]
    .filter(([type]) => !envelopes.has(type))
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([type, served]) => {
      const example = documented.get(type);
      if (example === undefined) {
        return {
          type,
          served: served.length,
          fields: 0,
          excepted: [],
          problems: ["no fixture of this type"],
        };
      }
      const place = { path: type, facts: facts.get(type), byType: facts };
      const all = distinct(served.flatMap((object) => compare(example, object, place)));
      return {
        type,
        served: served.length,
        fields: Object.keys(example).length,
        excepted: all.filter(({ path }) => path in exceptions).map(({ path }) => path),
        problems: all
          .filter(({ path }) => !(path in exceptions))
          .map(({ path, problem }) => `${path}: ${problem}`),
      };
    });
}

function distinct(mismatches: Mismatch[]): Mismatch[] {
  return [
    ...new Map(mismatches.map((mismatch) => [mismatch.path + mismatch.problem, mismatch])).values(),
  ];
}
