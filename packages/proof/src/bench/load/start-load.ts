import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import {
  type LoadOrder,
  loadReport,
  type ReadOrder,
  type ReadReport,
  readReport,
  type Sample,
} from "./orders.ts";

export type Load = { run(order: LoadOrder): Promise<Sample[]> } & AsyncDisposable;

/** The process that presses buttons. */
export function startLoad(): Load {
  const { ask, end } = start("load-process.ts");
  return {
    run: async (order) => loadReport.parse(await ask(order)),
    [Symbol.asyncDispose]: end,
  };
}

/** The process that only reads; begins at once, `stop` answers what it saw. */
export async function startReading(order: ReadOrder): Promise<{ stop(): Promise<ReadReport> }> {
  const { ask, end } = start("read-process.ts");
  await ask(order);
  return {
    stop: async () => {
      const report = readReport.parse(await ask("stop"));
      await end();
      return report;
    },
  };
}

function start(file: string) {
  const child = fork(path.join(import.meta.dirname, file), {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const gone = once(child, "exit");
  return {
    ask: async (order: LoadOrder | ReadOrder | "stop"): Promise<unknown> => {
      const told = once(child, "message");
      child.send(order);
      const report = await Promise.race([told, gone.then(() => null)]);
      if (report === null) throw new Error(`${file} ended before its report.`);
      return report[0];
    },
    end: async () => {
      if (child.connected) child.disconnect();
      await gone;
    },
  };
}
