#!/usr/bin/env node
// Prisma's schema engine without a download: the ordinary `prisma` command line starts the file named by
// PRISMA_SCHEMA_ENGINE_BINARY, and this is that file. It answers with the same engine, which npm carries as
// WebAssembly (`@prisma/schema-engine-wasm`, pinned to the engine commit of `prisma`), over the `pg` driver.
// The protocol is that of the native binary in Prisma 7.10: newline-delimited JSON-RPC on stdin and stdout, logs on
// stderr, and two one-shot commands, `cli can-connect-to-database` and `cli create-database`.
import { createInterface } from "node:readline";
import { createDatabase, probeConnection } from "./connection.mjs";
import { openEngine } from "./engine.mjs";

const argument = (name) => {
  const at = process.argv.indexOf(name);
  return at === -1 ? undefined : process.argv[at + 1];
};

const url = JSON.parse(argument("--datasource") ?? "{}").url;

/** The command line drops the first log line and parses the others; it shows `message` and acts on `error_code`. */
const fail = ({ message, code }) => {
  const line = (level, fields) =>
    JSON.stringify({ level, target: "schema_engine::logger", timestamp: "", fields });
  const lines = [line("INFO", { message: "" }), line("ERROR", { message, error_code: code })];
  process.stderr.write(lines.join("\n"));
  process.exitCode = 1;
};

const runCommand = async (command) => {
  if (url === undefined)
    return fail({ message: "No database address is set (DATABASE_URL).", code: "P1012" });
  const failure =
    command === "create-database" ? await createDatabase(url) : await probeConnection(url);
  if (failure !== null) fail(failure);
};

const serveRequests = async () => {
  const engine = await openEngine(url);
  const send = (message) =>
    process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
  for await (const line of createInterface({ input: process.stdin })) {
    const request = JSON.parse(line);
    // An answer to one of our own `print` calls.
    if (request.method === undefined) continue;
    try {
      const result = await engine.call(request.method, request.params);
      // The native engine prints a diff itself, through its caller; the WebAssembly one hands it back.
      if (request.method === "diff" && result?.stdout) {
        send({ id: `print-${request.id}`, method: "print", params: { content: result.stdout } });
      }
      send({ id: request.id, result: result ?? null });
    } catch (error) {
      send({ id: request.id, error: engine.describe(error) });
    }
  }
  await engine.close();
};

const command = argument("cli");
await (command === undefined ? serveRequests() : runCommand(command));
