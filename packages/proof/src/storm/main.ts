import path from "node:path";
import { parseArgs } from "node:util";
import { proveStorm } from "./prove-storm.ts";

const { values } = parseArgs({
  options: {
    report: {
      type: "string",
      default: path.resolve(import.meta.dirname, "../../../../.idem/proof"),
    },
    seed: { type: "string", default: "1" },
    short: { type: "boolean", default: false },
  },
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const { ok } = await proveStorm({
  reportDir: path.resolve(values.report),
  tell: say,
  progress: (line) => void process.stderr.write(`${line}\n`),
  seed: Number(values.seed),
  isShort: values.short,
});
process.exitCode = ok ? 0 : 1;
