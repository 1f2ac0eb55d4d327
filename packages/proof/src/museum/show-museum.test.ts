import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, it } from "vitest";
import { transactionWithoutLock } from "./exhibits/transaction-without-lock.ts";
import { press } from "./press.ts";
import { showMuseum } from "./show-museum.ts";

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

async function show(exhibits?: Parameters<typeof showMuseum>[0]["exhibits"]) {
  const reportDir = await mkdtemp(path.join(tmpdir(), "idem-museum-"));
  folders.push(reportDir);
  const told: string[] = [];
  const shown = await showMuseum({
    reportDir,
    tell: (line) => told.push(line.replace(reportDir, "")),
    ...(exhibits ? { exhibits } : {}),
  });
  const report = path.join(reportDir, "museum");
  const files = new Map<string, string>();
  for (const name of await readdir(report))
    files.set(name, await readFile(path.join(report, name), "utf8"));
  return { ...shown, told, files };
}

it("the museum tells and draws the same every time", async () => {
  const once = await show();
  expect(once.ok).toBe(true);
  expect(once.told.at(-2)).toBe(
    `${once.exhibits} usual ways, each broken by its schedule; Idem holds on all of them.`,
  );
  expect(once.files.size).toBe(2 * once.exhibits + 1);
  expect(await show()).toEqual(once);
});

it("the museum is not ok with an exhibit that its schedule does not break", async () => {
  const schedule = { commands: [press()], picks: [], faults: [] };
  const { ok, told } = await show([{ ...transactionWithoutLock, schedule }]);
  expect(ok).toBe(false);
  expect(told).toContain("Not broken by its schedule: transaction without lock.");
});
