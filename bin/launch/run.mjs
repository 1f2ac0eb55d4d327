// Starts the processes of a command and ends with them.
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { root } from "./places.mjs";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"];

/** A process that was asked to stop and is still there after this is killed. */
const patienceMs = 30_000;

/**
 * Runs the processes side by side; the first to end ends the others. Answers the exit code of the first one.
 * A signal goes to each of them, once they have ended so do we; and when we are killed, their IPC channel closes, which
 * a server takes as a signal to stop.
 */
export async function run(processes, tools) {
  if (processes.length === 0) return 0;
  const children = processes.map(({ file, args, cwd = root, isServer = false }) =>
    spawn(file, args, {
      cwd,
      env: tools.env,
      stdio: ["inherit", "inherit", "inherit", ...(isServer ? ["ipc"] : [])],
    }),
  );
  const stop = (signal) => {
    for (const child of children) if (isRunning(child)) child.kill(signal);
    setTimeout(() => stop("SIGKILL"), patienceMs).unref();
  };
  for (const signal of signals) process.on(signal, stop);
  stopWithNpm(() => stop("SIGTERM"));
  const ends = children.map((child) => ended(child));
  const code = await Promise.race(ends);
  stop("SIGTERM");
  await Promise.all(ends);
  for (const signal of signals) process.off(signal, stop);
  return code;
}

/** Runs all of them, one after the other, and answers 0 only if each did. */
export async function runInTurn(processes, tools) {
  let code = 0;
  for (const process of processes) code = (await run([process], tools)) || code;
  return code;
}

function isRunning(child) {
  return child.exitCode === null && child.signalCode === null;
}

function ended(child) {
  return new Promise((resolve) => {
    child.once("error", (error) => {
      console.error(`${child.spawnfile} did not start: ${error.message}`);
      resolve(127);
    });
    child.once("exit", (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}

/** `npm start` killed with -9 tells nobody; but then we have another parent. */
function stopWithNpm(stop) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, 1000);
  timer.unref();
}
