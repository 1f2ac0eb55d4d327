import { accessSync, constants } from "node:fs";
import path from "node:path";
import { type Browser, chromium } from "playwright-core";
import { bundledChromium } from "./bundled-chromium.ts";

/**
 * A real browser without a download step: the one that CHROMIUM_PATH names, else an installed Chromium or Chrome,
 * else the one inside an npm package. Never skips: where none starts, the tests fail.
 */
export async function openBrowser(): Promise<Browser> {
  const installed = process.env["CHROMIUM_PATH"] ?? installedChromium();
  const { executablePath, env } =
    installed === null ? await bundledChromium() : { executablePath: installed, env: {} };
  return chromium.launch({
    executablePath,
    env: { ...process.env, ...env },
    // Root (containers, CI) has no sandbox to offer; the rest keeps start-up short and quiet.
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
}

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
