import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import type { Clinic } from "./open-clinic.ts";
import { beginDoctor } from "./run-doctor.ts";

/** Resident memory of one process, MB: the most in the first tenth of its time, and the most of all. */
export type Resident = { firstTenth: number; peak: number; isLong: boolean };

/** Of a process that is over before its first tenth has seen it at work, nothing can be said. */
export const isFlat = ({ firstTenth, peak, isLong }: Resident): boolean =>
  !isLong || peak <= 1.25 * firstTenth;

/** Ten a second: after two seconds it has started, and reads page after page. */
const longEnough = 200;

export type MeasuredRun = { documents: unknown[]; seconds: number; resident: Resident };

/**
 * However many accounts there are: what the doctor kept of each would end it here. Without a limit Node collects when it
 * likes. (Its own room for what is new, 16 MB, is said as well: with less old room Node makes it smaller, and thrashes.)
 */
export const heapMegabytes = 128;

const keeper = pathToFileURL(path.join(import.meta.dirname, "keep-residents.ts")).href;

/**
 * `idem doctor … --json` in a process of its own, where nothing else takes memory: its documents, and what it took.
 * Throws what the doctor complains of when it has failed.
 */
export async function measureDoctor(clinic: Clinic, line: readonly string[]): Promise<MeasuredRun> {
  const folder = await mkdtemp(path.join(tmpdir(), "idem-mess-"));
  try {
    const file = path.join(folder, "residents.json");
    const env = {
      NODE_OPTIONS: `--import=${keeper} --max-old-space-size=${heapMegabytes} --max-semi-space-size=16`,
      RESIDENTS_FILE: file,
    };
    const startedMs = performance.now();
    const { code, out, err } = await beginDoctor(clinic, [...line, "--json"], env).ended;
    const seconds = (performance.now() - startedMs) / 1_000;
    if (code !== 0 && code !== 1) throw new Error(`idem doctor ${line.join(" ")}: ${err}`);
    const documents = out
      .trim()
      .split("\n")
      .map((text): unknown => JSON.parse(text));
    const residents = z.array(z.number()).parse(JSON.parse(await readFile(file, "utf8")));
    return { documents, seconds, resident: residentOf(residents) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function residentOf(residents: readonly number[]): Resident {
  const firstTenth = residents.slice(0, Math.max(1, Math.ceil(residents.length / 10)));
  return {
    firstTenth: megabytes(most(firstTenth)),
    peak: megabytes(most(residents)),
    isLong: residents.length >= longEnough,
  };
}

const most = (residents: readonly number[]): number =>
  residents.reduce((one, other) => Math.max(one, other), 0);

const megabytes = (bytes: number): number => Math.round(bytes / 1_048_576);
