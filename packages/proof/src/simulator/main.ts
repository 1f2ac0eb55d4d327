import { parseArgs } from "node:util";
import { explain } from "./check-schedules.ts";
import { runInParallel } from "./run-in-parallel.ts";

const { values } = parseArgs({
  options: {
    schedules: { type: "string", default: "20000" },
    seed: { type: "string", default: "1" },
  },
});
const [schedules, seed] = [Number(values.schedules), Number(values.seed)];
if (!Number.isSafeInteger(schedules) || schedules < 1 || !Number.isSafeInteger(seed)) {
  process.stderr.write("Usage: main.ts [--schedules N] [--seed S], both whole numbers.\n");
  process.exit(2);
}

const beganMs = performance.now();
let toldMs = beganMs;
const checked = await runInParallel({
  schedules,
  seed,
  onProgress: (done) => {
    const nowMs = performance.now();
    if (nowMs - toldMs < 1_000) return;
    toldMs = nowMs;
    process.stderr.write(`${done} of ${schedules} schedules\n`);
  },
});
const seconds = (performance.now() - beganMs) / 1_000;
switch (checked.is) {
  case "held":
    process.stdout.write(
      `${checked.runs} schedules, ${checked.steps} steps, seed ${seed}: every guarantee held (${seconds.toFixed(1)} s, ${Math.round(checked.runs / seconds)} schedules/s).\n`,
    );
    break;
  case "broken":
    process.stdout.write(`${await explain(checked.schedule)}\n`);
    process.exitCode = 1;
}
