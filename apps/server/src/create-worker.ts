import { setTimeout as pause } from "node:timers/promises";
import type { Logger } from "pino";

export type Worker = {
  /** Looks now instead of at the next interval: something has just come in. */
  nudge(): void;
  /** Takes nothing new; answers when what was begun is finished. */
  stop(): Promise<void>;
};

/** Does what is due and answers how much it was. */
export type Task = () => Promise<number>;

/**
 * Repeats each task for itself, so that one that waits for Stripe does not hold up the others: at once while there is
 * work, else after `intervalMs`. Every node runs one; who does what is settled in the database. A task that throws is
 * logged and tried again.
 */
export function createWorker(
  tasks: Readonly<Record<string, Task>>,
  { intervalMs, logger }: { intervalMs: number; logger: Logger },
): Worker {
  let isStopping = false;
  let alarm = new AbortController();

  async function repeat(name: string, task: Task): Promise<void> {
    while (!isStopping) {
      const { signal } = alarm;
      const done = await task().catch((error: unknown) => {
        logger.error({ err: error, task: name }, "a background task failed");
        return 0;
      });
      if (done === 0 && !isStopping) await pause(intervalMs, null, { signal }).catch(() => null);
    }
  }

  function wake(): void {
    const current = alarm;
    alarm = new AbortController();
    current.abort();
  }

  const loops = Object.entries(tasks).map(([name, task]) => repeat(name, task));
  return {
    nudge: wake,
    stop: async () => {
      isStopping = true;
      wake();
      await Promise.all(loops);
    },
  };
}
