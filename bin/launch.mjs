#!/usr/bin/env node
import { commands } from "./launch/commands.mjs";
// The one entry of every command: `node bin/launch.mjs start | dev | test | prisma | …`. It runs on any Node from 20 on,
// brings the toolchain, prepares what has changed since last time, and starts the command with as few layers as it can.
import { prepare } from "./launch/prepare.mjs";
import { run, runInTurn } from "./launch/run.mjs";
import { toolchain } from "./launch/toolchain.mjs";

const [name = "start", ...args] = process.argv.slice(2);
const command = commands[name];
if (command === undefined) {
  console.error(`There is no command "${name}"; there are: ${Object.keys(commands).join(", ")}.`);
  process.exit(2);
}

try {
  const tools = toolchain();
  prepare(command.needs, tools);
  const processes = command.processes(args, tools);
  process.exitCode = await (command.inTurn ? runInTurn : run)(processes, tools);
} catch (error) {
  console.error(error.isForPeople ? error.message : error);
  process.exitCode = 1;
}
