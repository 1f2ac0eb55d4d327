import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { type ChaosOptions, runChaos } from "../chaos/run-chaos.ts";
import { detailLines, findingLines, verdictLine } from "../chaos/tell-chaos.ts";
import { chaosReport } from "../report/chaos-report.ts";

/** Runs the chaos, writes its report, and ends with the one line. */
export async function proveChaos({
  reportDir,
  ...options
}: ChaosOptions & { reportDir: string }): Promise<{ ok: boolean }> {
  const { seed, seconds, without, tell } = options;
  tell(`Seed ${seed}: it fixes what is drawn, not when the machine gets to it.`);
  const keepIn = path.join(reportDir, "chaos-evidence");
  const result = await runChaos({ ...options, keepIn });
  const report = path.join(reportDir, "chaos.html");
  await mkdir(reportDir, { recursive: true });
  await writeFile(
    report,
    chaosReport(result, [
      ["Seed", String(seed)],
      ["Everything broke for", `${seconds} s`],
      ...(without ? [["Without", without] satisfies [string, string]] : []),
    ]),
  );
  for (const line of [...detailLines(result), ...findingLines(result.findings)]) tell(line);
  tell(`Report: ${report}`);
  tell(verdictLine(result));
  return { ok: result.ok };
}
