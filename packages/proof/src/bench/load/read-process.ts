import { Agent, get } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { readOrder } from "./orders.ts";

/**
 * Somebody who buys nothing, in a process of their own: reads one row by its primary key in a fixed rhythm, through the
 * arm's process and pool (inside) and on a connection of their own (outside).
 */
process.on("message", async (message) => {
  if (message === "stop") {
    isStopped = true;
    return;
  }
  const { readUrl, databaseUrl, sql, perSecond } = readOrder.parse(message);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(sql);
  process.send?.("reading");
  let last: Promise<unknown> = Promise.resolve();
  const readOutside = () => {
    last = last.then(() => client.query(sql));
    return last;
  };
  const [inside, outside] = await Promise.all([
    rhythm(perSecond, () => getOnce(readUrl)),
    rhythm(perSecond, readOutside),
  ]);
  await client.end();
  process.send?.({ inside, outside, failed });
});
process.once("disconnect", () => process.exit(0));

let isStopped = false;
/** Reads without an answer: told beside the others, since a refusal is quick and would pass for a fast read. */
let failed = 0;

async function rhythm(
  perSecond: number,
  read: () => Promise<unknown>,
): Promise<[atMs: number, tookMs: number][]> {
  const beganMs = performance.now();
  const reads: Promise<[number, number] | null>[] = [];
  while (!isStopped) {
    const atMs = (reads.length * 1_000) / perSecond;
    const aheadMs = beganMs + atMs - performance.now();
    if (aheadMs > 0) await pause(aheadMs);
    reads.push(
      read().then(
        () => [atMs, performance.now() - beganMs - atMs],
        () => null,
      ),
    );
  }
  const done = await Promise.all(reads);
  const answered = done.filter((one) => one !== null);
  failed += done.length - answered.length;
  return answered;
}

const agent = new Agent({ keepAlive: true });

function getOnce(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { agent, timeout: 60_000 }, (answer) => {
      answer.resume();
      answer.on("end", () => (answer.statusCode === 200 ? resolve() : reject(new Error("failed"))));
    }).on("error", reject);
  });
}
