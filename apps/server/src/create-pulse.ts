export type Pulse = {
  /** By how much the last beat came late, ms: how long this process kept everybody waiting; 0 while at rest. */
  lagMs(): number;
  beatWhile(isNeeded: boolean): void;
};

/** Short enough that two hundred a second can be let in; long enough to cost nothing. */
const beatMs = 5;

/** Feels whether this process answers in time: a timer that measures its own delay, and stops when nobody needs it. */
export function createPulse(onBeat: () => void): Pulse {
  let timer: NodeJS.Timeout | null = null;
  let lagMs = 0;

  function schedule(): void {
    const dueMs = performance.now() + beatMs;
    timer = setTimeout(() => {
      timer = null;
      lagMs = Math.max(0, performance.now() - dueMs);
      onBeat();
    }, beatMs);
  }

  return {
    lagMs: () => lagMs,
    beatWhile: (isNeeded) => {
      if (isNeeded && timer === null) schedule();
      if (isNeeded || timer === null) return;
      clearTimeout(timer);
      timer = null;
      lagMs = 0;
    },
  };
}
