import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { startPostgres } from "../storm/start-postgres.ts";
import { liveMonths, type MonthsOrders } from "./live-months.ts";
import { detailsOf, monthsReport, verdictOf } from "./months-report.ts";
import { startMonthsWorld } from "./months-world.ts";

/** Lives through thirteen months with many accounts, writes the report, and ends with the one line. */
export async function proveMonths({
  reportDir,
  ...orders
}: MonthsOrders & { reportDir: string }): Promise<{ ok: boolean }> {
  const { seed, tell } = orders;
  await using postgres = await startPostgres();
  await using world = await startMonthsWorld(await postgres.fresh(), seed);
  const result = await liveMonths(world, orders);
  const report = path.join(reportDir, "months.html");
  await mkdir(reportDir, { recursive: true });
  await writeFile(report, monthsReport(result, [["Seed", String(seed)]]));
  for (const line of [...result.findings.slice(0, mostTold), ...detailsOf(result)]) tell(line);
  tell(`Report: ${report}`);
  tell(verdictOf(result));
  return { ok: result.ok };
}

/** The rest is in the report. */
const mostTold = 30;
