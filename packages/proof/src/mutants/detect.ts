import { execFile } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import type { Detector } from "./mutant.ts";

/** `said`: the first complaint, `null` where nothing was noticed. */
export type Verdict = { said: string | null; schedules: number | null };

/** The rarest is met about once in 18,000; a quarter of a minute where there is nothing to find. */
const schedules = 30_000;
const seed = 1;
/** The tests of all mutants at once, which an unbroken tree has to pass, take minutes on two cores. */
const patienceMs = 360_000;

/** Asks a detector about a tree, in a process of its own: what is broken there cannot break us. */
export function detect(root: string, detector: Detector, signal?: AbortSignal): Promise<Verdict> {
  switch (detector.is) {
    case "simulator":
      return hunt(root, signal);
    case "test":
      return runTests(root, [detector], signal);
  }
}

/** Asks all of them at once, each thing they say once: what they say of an unbroken tree is nothing. */
export async function detectAll(
  root: string,
  detectors: readonly Detector[],
  signal?: AbortSignal,
): Promise<Verdict> {
  const tests = detectors.filter((one) => one.is === "test");
  const played = await hunt(root, signal);
  return played.said === null && tests.length > 0 ? runTests(root, tests, signal) : played;
}

const huntAnswer = z.object({ schedules: z.number(), said: z.string().nullable() });

async function hunt(root: string, signal?: AbortSignal): Promise<Verdict> {
  const { code, stdout, stderr } = await run(
    root,
    [
      "packages/proof/src/mutants/hunt.ts",
      ...["--schedules", String(schedules), "--seed", String(seed)],
    ],
    signal,
  );
  if (code !== 0) throw new Error(`The simulator did not run:\n${stderr.slice(-1_000)}`);
  return huntAnswer.parse(JSON.parse(stdout));
}

const report = z.object({
  numPassedTests: z.number(),
  testResults: z.array(
    z.object({
      message: z.string(),
      assertionResults: z.array(
        z.object({ status: z.string(), title: z.string(), failureMessages: z.array(z.string()) }),
      ),
    }),
  ),
});

type TestDetector = Extract<Detector, { is: "test" }>;

/** Runs tests by file and title. That none of them ran is an error: nothing would ever be noticed so. */
async function runTests(
  root: string,
  tests: readonly TestDetector[],
  signal?: AbortSignal,
): Promise<Verdict> {
  const titles = [...new Set(tests.map(({ title }) => literally(title)))].join("|");
  const output = path.join(root, "tests.json");
  await rm(output, { force: true });
  const { code, stdout, stderr } = await run(
    root,
    [
      path.join(root, "node_modules/vitest/vitest.mjs"),
      "run",
      ...new Set(tests.map(({ file }) => file)),
      ...[...new Set(tests.map(({ project }) => project))].flatMap((name) => ["--project", name]),
      ...["-t", titles, "--reporter", "json", "--outputFile", output, "--silent"],
    ],
    signal,
  );
  const parsed = report.safeParse(JSON.parse(await readFile(output, "utf8").catch(() => "null")));
  if (!parsed.success)
    throw new Error(`The tests did not run:\n${`${stdout}\n${stderr}`.slice(-1_000)}`);
  const { numPassedTests, testResults } = parsed.data;
  const [first] = testResults.flatMap(({ assertionResults }) =>
    assertionResults.flatMap(({ failureMessages }) => failureMessages),
  );
  const fault = testResults.find(({ message }) => message !== "")?.message;
  if (first === undefined && fault !== undefined)
    throw new Error(`The tests did not begin: ${fault.slice(0, 500)}`);
  if (first === undefined && numPassedTests === 0) throw new Error(`No test is called ${titles}.`);
  if (first === undefined && code !== 0) throw new Error(`vitest ended with ${code}.`);
  return { said: first === undefined ? null : firstLine(first), schedules: null };
}

const literally = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

const colors = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");
const firstLine = (text: string): string =>
  text.replaceAll(colors, "").split("\n")[0]?.slice(0, 160) ?? "";

const execute = promisify(execFile);
const failure = z.object({ code: z.number(), stdout: z.string(), stderr: z.string() });

async function run(root: string, args: string[], signal: AbortSignal | undefined) {
  const options = { cwd: root, signal, timeout: patienceMs, maxBuffer: 64 * 1024 * 1024 };
  try {
    const ended = await execute(process.execPath, args, options);
    return { code: 0, ...ended };
  } catch (error) {
    const failed = failure.safeParse(error);
    if (failed.success) return failed.data;
    signal?.throwIfAborted();
    throw new Error(`It did not end within ${patienceMs / 1_000} s.`, { cause: error });
  }
}
