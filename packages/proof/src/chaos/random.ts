/** Draws that are the same for the same seed. */
export type Random = {
  /** From 0 up to, but not including, 1. */
  next(): number;
  between(least: number, most: number): number;
  chance(probability: number): boolean;
  pick<T>(values: readonly T[]): T;
  /** Another sequence, which depends on the seed and the name only: one part's draws do not shift another's. */
  branch(name: string): Random;
};

/** Mulberry32: small, well mixed, and enough for drawing faults; nothing secret comes of it. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    between: (least, most) => least + next() * (most - least),
    chance: (probability) => next() < probability,
    pick: (values) => {
      const picked = values[Math.floor(next() * values.length)];
      if (picked === undefined) throw new RangeError("There is nothing to pick from.");
      return picked;
    },
    branch: (name) => createRandom(hash(name, seed)),
  };
}

function hash(text: string, seed: number): number {
  let sum = seed >>> 0;
  for (const letter of text) sum = Math.imul(sum ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return sum;
}
