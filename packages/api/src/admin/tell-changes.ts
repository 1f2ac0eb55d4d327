import { setTimeout as pause } from "node:timers/promises";

/** Twice a second feels live; after an hour the page asks again, and no stream is held for ever. */
const intervalMs = 500;
const lifetimeMs = 3_600_000;

/** What `look` sees, told again whenever it has changed, until it is over or nobody listens any more. */
export async function* tellChanges<T extends { is: "running" | "over" }>(
  look: () => Promise<T>,
  signal: AbortSignal | undefined,
): AsyncGenerator<T, void> {
  let last = "";
  for (
    let waitedMs = 0;
    waitedMs < lifetimeMs && signal?.aborted !== true;
    waitedMs += intervalMs
  ) {
    const seen = await look();
    const text = JSON.stringify(seen);
    if (text !== last) yield seen;
    last = text;
    if (seen.is === "over") return;
    await pause(intervalMs, undefined, signal ? { signal } : {}).catch(() => null);
  }
}
