/** How often each history ended in which state: one state each, or it depends on what it must not depend on. */
export type Tally = {
  count(history: string, state: string, seed: number, times?: number): void;
  entries(): TallyEntry[];
  add(entries: readonly TallyEntry[]): void;
};

export type TallyEntry = { history: string; state: string; times: number; seed: number };

export function tallyOf(): Tally {
  const known = new Map<string, TallyEntry>();
  const count: Tally["count"] = (history, state, seed, times = 1) => {
    const key = `${history}\n${state}`;
    const entry = known.get(key);
    if (entry) entry.times += times;
    else known.set(key, { history, state, times, seed });
  };
  return {
    count,
    entries: () => [...known.values()],
    add: (entries) => {
      for (const { history, state, times, seed } of entries) count(history, state, seed, times);
    },
  };
}

/** What ended otherwise than the most of its history: the ones that order, repetition or a slow answer has changed. */
export function divergent(entries: readonly TallyEntry[]): TallyEntry[] {
  const tally = tallyOf();
  tally.add(entries);
  const byHistory = Map.groupBy(tally.entries(), ({ history }) => history);
  return [...byHistory.values()].flatMap((states) =>
    states.toSorted((a, b) => b.times - a.times).slice(1),
  );
}

export const timesOf = (entries: readonly TallyEntry[]): number =>
  entries.reduce((sum, { times }) => sum + times, 0);
