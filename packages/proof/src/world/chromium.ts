import { accessSync, constants } from "node:fs";
import path from "node:path";
import { type Browser, chromium } from "playwright-core";
import { bundledChromium } from "./bundled-chromium.ts";

/**
 * A real browser without a download step: the one that CHROMIUM_PATH names, else the one inside an npm package, which
 * needs a sixth less of the processor than a whole Chromium, else an installed Chromium or Chrome where that one does not
 * run. Never skips: where none starts, the tests fail.
 */
export async function openBrowser(): Promise<Browser> {
  const named = process.env["CHROMIUM_PATH"] ?? (runsBundled ? null : installedChromium());
  const { executablePath, env } =
    named === null ? await bundledChromium() : { executablePath: named, env: {} };
  return chromium.launch({
    executablePath,
    env: { ...process.env, ...env },
    // Root (containers, CI) has no sandbox to offer; the rest keeps start-up short and quiet.
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
}

/** It is built for one kind of machine. */
const runsBundled = process.platform === "linux" && process.arch === "x64";

function installedChromium(): string | null {
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  const candidates = [
    ...folders.flatMap((folder) => names.map((name) => path.join(folder, name))),
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  ];
  return candidates.find(isExecutable) ?? null;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
