import path from "node:path";
import { parseArgs } from "node:util";
import { proveSchedules } from "./prove-schedules.ts";

const { values } = parseArgs({
  options: {
    schedules: { type: "string", default: "20000" },
    seed: { type: "string", default: "1" },
    report: {
      type: "string",
      default: path.resolve(import.meta.dirname, "../../../../.idem/proof"),
    },
  },
});
const [schedules, seed] = [Number(values.schedules), Number(values.seed)];
if (!Number.isSafeInteger(schedules) || schedules < 1 || !Number.isSafeInteger(seed)) {
  process.stderr.write("Usage: main.ts [--schedules N] [--seed S] [--report DIR].\n");
  process.exit(2);
}
const { ok } = await proveSchedules({
  schedules,
  seed,
  reportDir: values.report,
  tell: (line) => void process.stdout.write(`${line}\n`),
  progress: (line) => void process.stderr.write(`${line}\n`),
});
process.exitCode = ok ? 0 : 1;
