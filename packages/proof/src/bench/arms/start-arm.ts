import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { z } from "zod";
import type { ArmName, ArmSetting } from "./arm.ts";

const opened = z.object({ url: z.string(), readUrl: z.string() });
const figuresSchema = z.object({
  cpuMs: z.number(),
  heldMs: z.number(),
  takes: z.number(),
  peakMemoryMb: z.number(),
});
/** Totals since the process began. */
export type Figures = z.infer<typeof figuresSchema>;

export type RunningArm = z.infer<typeof opened> & {
  figures(): Promise<Figures>;
} & AsyncDisposable;

const beside = (file: string) => path.join(import.meta.dirname, file);

/** Starts the server of an arm in a process of its own; it ends with this one, or when it is disposed of. */
export async function startArm(name: ArmName, setting: ArmSetting): Promise<RunningArm> {
  const child = fork(beside("arm-process.ts"), {
    execArgv: ["--import", beside("follow-requests.ts")],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    env: { ...process.env, NODE_ENV: "production" },
  });
  const gone = once(child, "exit");
  // In the brown-out the rivals log every error at length: kept for the case that one dies.
  let said = "";
  child.stderr?.on("data", (chunk) => {
    said = (said + String(chunk)).slice(-4_000);
  });
  const ask = async (order: object): Promise<unknown> => {
    const told = once(child, "message");
    child.send(order);
    const answer = await Promise.race([told, gone.then(() => null)]);
    if (answer === null) throw new Error(`The server of ${name} has ended: ${said}`);
    return answer[0];
  };
  const addresses = opened.parse(await ask({ is: "open", name, setting }));
  return {
    ...addresses,
    figures: async () => figuresSchema.parse(await ask({ is: "figures" })),
    [Symbol.asyncDispose]: async () => {
      if (child.connected) child.disconnect();
      await gone;
    },
  };
}
