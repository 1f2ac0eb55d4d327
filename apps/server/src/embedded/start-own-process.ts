import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { StartupRefusal } from "./startup-refusal.ts";

export type OwnProcess = {
  /** The first line that it printed, parsed. */
  greeting: unknown;
  stop(): Promise<void>;
};

/**
 * Starts a part that stands for another machine as a process of its own: it lives on while the server crashes in a
 * request, and it ends with us, because its IPC channel closes. `name` begins a sentence.
 *
 * @throws StartupRefusal when it ends before it has printed a line.
 */
export async function startOwnProcess({
  name,
  file,
  env,
  onDeath,
}: {
  name: string;
  file: string;
  env: Readonly<Record<string, string>>;
  onDeath: (reason: string) => void;
}): Promise<OwnProcess> {
  const child = spawn(process.execPath, [file], {
    // Its own group: Ctrl-C reaches the server first, which may still need it to finish a request.
    detached: true,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env,
  });
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error("A piped child has its streams.");
  let said = "";
  stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const gone = once(child, "exit");
  const lines = createInterface({ input: stdout });
  const first = await Promise.race([once(lines, "line"), gone.then(() => null)]);
  if (first === null) throw new StartupRefusal(`${name} did not start: ${said.trim()}`);
  stderr.pipe(process.stderr);

  let isAsked = false;
  child.once("exit", (code, signal) => {
    if (!isAsked) onDeath(`${name} ended (${signal ?? code}).`);
  });
  return {
    greeting: JSON.parse(String(first[0])),
    stop: async () => {
      isAsked = true;
      child.kill("SIGTERM");
      await gone;
    },
  };
}
