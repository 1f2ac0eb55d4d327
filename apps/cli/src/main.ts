#!/usr/bin/env node
import { run, type Surroundings } from "./run.ts";

const surroundings: Surroundings = {
  url: process.env["IDEM_URL"] ?? "http://127.0.0.1:3000",
  token: process.env["IDEM_TOKEN"] ?? null,
  write: (text) => process.stdout.write(`${text}\n`),
  complain: (text) => process.stderr.write(`${text}\n`),
};
process.exitCode = await run(process.argv.slice(2), surroundings);
