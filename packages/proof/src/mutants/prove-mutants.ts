import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { reportPage } from "../report/report-page.ts";
import { allMutants } from "./all-mutants.ts";
import { applyMutant } from "./apply-mutant.ts";
import { copyTree, type Tree } from "./copy-tree.ts";
import { detect, detectAll } from "./detect.ts";
import type { Mutant } from "./mutant.ts";
import { mutantsPage, noticedBy, type Tried } from "./mutants-table.ts";

export type ProveMutants = {
  reportDir: string;
  tell: (line: string) => void;
  /** The project's `docs`, to write the committed page anew. */
  docsDir?: string;
  signal?: AbortSignal;
  mutants?: readonly Mutant[];
};

const root = path.resolve(import.meta.dirname, "../../../..");

/** One for each of two cores. */
const atOnce = 2;

/**
 * Breaks a copy of the repository in one place after the other and asks each mutant's detector. `ok` when the unbroken
 * copy is green and every mutant was noticed.
 */
export async function proveMutants(
  options: ProveMutants,
): Promise<{ ok: boolean; tried: Tried[] }> {
  const { reportDir, tell, docsDir, signal, mutants = allMutants } = options;
  const tried: Tried[] = [];
  const beganMs = performance.now();
  const unbroken = async ({ root: copy }: Tree) => {
    const { said } = await detectAll(
      copy,
      mutants.map(({ caughtBy }) => caughtBy),
      signal,
    );
    if (said !== null) throw new Error(`Without any mutant there is a complaint already: ${said}`);
    tell("Without a mutant, no detector complains.");
  };
  const one = (mutant: Mutant) => async (tree: Tree) => {
    const result = await tryMutant(tree, mutant, signal);
    tried.push(result);
    const how = result.said === null ? "✗ SURVIVED" : "✓";
    tell(
      `${how} ${tried.length}/${mutants.length} ${mutant.guarantee} ${mutant.name} · ${noticedBy(result)} · ${result.seconds.toFixed(1)} s`,
    );
  };
  await inTurn([unbroken, ...mutants.map(one)]);

  const inOrder = mutants.flatMap((mutant) => tried.filter((result) => result.mutant === mutant));
  const survivors = inOrder.filter(({ said }) => said === null);
  const seconds = Math.round((performance.now() - beganMs) / 1_000);
  const verdict = `${mutants.length} mutants of our own code, ${mutants.length - survivors.length} noticed, ${survivors.length} survived (${seconds} s).`;
  await mkdir(reportDir, { recursive: true });
  const report = path.join(reportDir, "mutants.html");
  const names = (all: readonly Tried[]) =>
    all.map((result) => `${result.mutant.guarantee} ${result.mutant.name}: ${noticedBy(result)}`);
  const ok = survivors.length === 0;
  const page = { title: "Mutants", verdict, ok, pictures: [], facts: [] };
  await writeFile(
    report,
    reportPage({ ...page, details: names(inOrder), findings: names(survivors) }),
  );
  if (docsDir !== undefined)
    await writeFile(path.join(docsDir, "mutants.md"), mutantsPage(inOrder));
  tell(verdict);
  tell(`The table: ${report}`);
  return { ok, tried: inOrder };
}

async function tryMutant(
  { root: copy }: Tree,
  mutant: Mutant,
  signal: AbortSignal | undefined,
): Promise<Tried> {
  const beganMs = performance.now();
  const mend = await applyMutant(copy, mutant);
  try {
    const verdict = await detect(copy, mutant.caughtBy, signal);
    return { ...verdict, mutant, seconds: (performance.now() - beganMs) / 1_000 };
  } finally {
    await mend();
  }
}

/** Each worker has a copy of its own; the first fault ends all of them. */
async function inTurn(jobs: readonly ((tree: Tree) => Promise<void>)[]): Promise<void> {
  const waiting = [...jobs];
  const work = async () => {
    await using tree = await copyTree(root);
    for (let job = waiting.shift(); job; job = waiting.shift())
      try {
        await job(tree);
      } catch (error) {
        waiting.length = 0;
        throw error;
      }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}
