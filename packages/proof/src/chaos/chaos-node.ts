import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import path from "node:path";
import type { ServeConfig } from "@idem/server";
import { type FaultProxy, openFaultProxy } from "./fault-proxy.ts";
import { freePort } from "./free-port.ts";
import type { Random } from "./random.ts";
import type { Guard } from "./without-guard.ts";

export type NodeOrders = { config: ServeConfig; without: Guard | null };

export type ChaosNode = {
  name: string;
  /** What browsers call it, killed or not: connections to it pass its door and break there. */
  url: string;
  door: FaultProxy;
  isUp(): boolean;
  port(): number | null;
  /** SIGKILL; answers when the process is gone and another one listens in its place. */
  killAndRestart(): Promise<void>;
  close(): Promise<void>;
};

export type NodeOptions = {
  name: string;
  random: Random;
  /** What all nodes have in common; the port and the address are this node's own. */
  config: Omit<ServeConfig, "port" | "publicUrl">;
  without: Guard | null;
  logFile: string;
  /** Where compiled code is kept, so that a node that was killed is back sooner. */
  cacheFolder: string;
  /** Called when it ends although nobody killed it. */
  onDeath: (reason: string) => void;
};

const file = path.join(import.meta.dirname, "node-process.ts");

/** One node of the deployment: a server process, and a door with an address that stays while processes come and go. */
export async function startChaosNode(options: NodeOptions): Promise<ChaosNode> {
  const { name, random, config, without, logFile, cacheFolder, onDeath } = options;
  let port: number | null = null;
  let process: ChildProcess | null = null;
  let isEnding = false;
  const door = await openFaultProxy(() => port, random.branch("door"));
  const url = `http://127.0.0.1:${door.port}`;

  async function start(): Promise<void> {
    const own = await freePort(random);
    const log = openSync(logFile, "a");
    const child = fork(file, {
      execArgv: [],
      stdio: ["ignore", log, log, "ipc"],
      env: { NODE_ENV: "production", NODE_COMPILE_CACHE: cacheFolder },
    });
    closeSync(log);
    process = child;
    const orders: NodeOrders = { config: { ...config, port: own, publicUrl: url }, without };
    child.send(orders);
    const isListening = await Promise.race([
      once(child, "message").then(() => true),
      once(child, "exit").then(() => false),
    ]);
    if (isEnding) return;
    if (!isListening) throw new Error(`${name} did not start; its log is ${logFile}.`);
    port = own;
    child.once("exit", (code, signal) => {
      if (process === child && !isEnding) onDeath(`${name} ended by itself (${signal ?? code}).`);
    });
  }

  async function kill(): Promise<void> {
    const child = process;
    process = null;
    port = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  }

  await start();
  return {
    name,
    url,
    door,
    isUp: () => port !== null,
    port: () => port,
    killAndRestart: async () => {
      await kill();
      if (!isEnding) await start();
    },
    close: async () => {
      isEnding = true;
      await kill();
      await door.close();
    },
  };
}
