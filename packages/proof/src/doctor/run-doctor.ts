import { execFile } from "node:child_process";
import path from "node:path";
import type { Clinic } from "./open-clinic.ts";

const main = path.join(import.meta.dirname, "../../../../apps/cli/src/main.ts");

export type DoctorRun = { code: number; out: string; err: string };

/** `idem doctor …` as a shell would run it, in a process of its own. */
export const beginDoctor = (
  clinic: Clinic,
  line: readonly string[],
  env: Readonly<Record<string, string>> = {},
) => beginIdem(clinic, ["doctor", ...line], env);

export function beginIdem(
  { databaseUrl, door, callsPerSecond }: Clinic,
  line: readonly string[],
  env: Readonly<Record<string, string>> = {},
) {
  const ended = Promise.withResolvers<DoctorRun>();
  const child = execFile(
    process.execPath,
    [main, ...line],
    {
      maxBuffer: 64 * 1_048_576,
      env: {
        NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"] ?? "",
        DATABASE_URL: databaseUrl,
        STRIPE_SECRET_KEY: "sk_test_world",
        STRIPE_API_BASE: door.url,
        STRIPE_CALLS_PER_SECOND: String(callsPerSecond),
        ...env,
      },
    },
    (_failed, out, err) => ended.resolve({ code: child.exitCode ?? -1, out, err }),
  );
  return { child, ended: ended.promise };
}
