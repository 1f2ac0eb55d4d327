import { setTimeout as pause } from "node:timers/promises";

/** Short enough that "within 5 s" is measured, long enough to leave the cores to what is being waited for. */
const pollMs = 50;

/**
 * Waits for a fact, never for a time: looks until `look` gives something, and fails with what was waited for. A look
 * that throws is a failure of the test, not a reason to look again.
 */
export async function until<T>(
  what: string,
  look: () => Promise<T | null | undefined | false>,
  { withinMs }: { withinMs: number },
): Promise<T> {
  const endsAtMs = performance.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (seen !== null && seen !== undefined && seen !== false) return seen;
    if (performance.now() > endsAtMs) throw new Error(`Waited ${withinMs} ms in vain: ${what}.`);
    await pause(pollMs);
  }
}
