import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { BenchReport } from "./bench-report.ts";

const reportDir = path.join(import.meta.dirname, "../../../../../docs/bench");

/** Puts the page and its pictures where they are committed. */
export async function writeReport({ markdown, pictures }: BenchReport): Promise<void> {
  await mkdir(reportDir, { recursive: true });
  await writeFile(path.join(reportDir, "README.md"), markdown);
  for (const [file, svg] of Object.entries(pictures))
    await writeFile(path.join(reportDir, file), `${svg}\n`);
}
