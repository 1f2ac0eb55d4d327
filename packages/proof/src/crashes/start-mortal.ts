import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import type { ServeConfig } from "@idem/server";
import { z } from "zod";
import type { Orders } from "./mortal-server.ts";
import type { Death } from "./points.ts";

export type Mortal = {
  url: string;
  /** Resolves when the process is gone. */
  dead: Promise<void>;
  kill(): Promise<void>;
};

const file = path.join(import.meta.dirname, "mortal-server.ts");
const born = z.object({ url: z.string() });

/** Starts a server process that will be killed with -9, by itself or by the test. */
export async function startMortal(config: ServeConfig, death: Death): Promise<Mortal> {
  const child: ChildProcess = fork(file, {
    execArgv: [],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const dead = once(child, "exit").then(() => undefined);
  const message = once(child, "message");
  child.send({ config, death } satisfies Orders);
  const early = dead.then(() => {
    throw new Error("The server died before it was up.");
  });
  const [told] = await Promise.race([message, early]);
  early.catch(() => undefined);
  return {
    url: born.parse(told).url,
    dead,
    kill: () => {
      child.kill("SIGKILL");
      return dead;
    },
  };
}
