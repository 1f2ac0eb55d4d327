#!/usr/bin/env node
import { run, type Surroundings } from "./run.ts";

const isWatched = process.stderr.isTTY;
const clearLine = "\r\u001b[2K";
const clear = (): void => {
  if (isWatched) process.stderr.write(clearLine);
};
const given = (name: string): string | null => process.env[name] || null;

const surroundings: Surroundings = {
  url: process.env["IDEM_URL"] ?? "http://127.0.0.1:3000",
  token: process.env["IDEM_TOKEN"] ?? null,
  write: (text) => {
    clear();
    process.stdout.write(`${text}\n`);
  },
  complain: (text) => {
    clear();
    process.stderr.write(`${text}\n`);
  },
  progress: (line) => {
    if (isWatched) process.stderr.write(`${clearLine}${line.slice(0, process.stderr.columns)}`);
  },
  confirm: async (message) => {
    if (!process.stdin.isTTY) return true;
    clear();
    const { confirm, isCancel } = await import("@clack/prompts");
    const answer = await confirm({ message, initialValue: false });
    return !isCancel(answer) && answer;
  },
  deployment: {
    databaseUrl: given("DATABASE_URL"),
    stripeKey: given("STRIPE_SECRET_KEY"),
    stripeApiBase: given("STRIPE_API_BASE"),
    publicUrl: given("IDEM_URL"),
    mailFrom: given("MAIL_FROM"),
    callsPerSecond: Number(given("STRIPE_CALLS_PER_SECOND")) || null,
  },
  // A second Ctrl-C ends the process at once.
  untilStopped: () => {
    const stopping = new AbortController();
    for (const signal of ["SIGINT", "SIGTERM"] as const)
      process.once(signal, () => stopping.abort());
    return stopping.signal;
  },
};
process.exitCode = await run(process.argv.slice(2), surroundings);
