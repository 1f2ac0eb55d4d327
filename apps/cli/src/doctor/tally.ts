export type Tally<Name extends string> = {
  add(name: Name): void;
  counts(): Partial<Record<Name, number>>;
  /** One a line, the most frequent first. */
  lines(label: (name: Name) => string): string[];
};

/** Counts by name. */
export function createTally<Name extends string>(): Tally<Name> {
  const counted = new Map<Name, number>();
  const sorted = () => [...counted].toSorted(([, a], [, b]) => b - a);
  return {
    add: (name) => counted.set(name, (counted.get(name) ?? 0) + 1),
    counts: () => {
      const counts: Partial<Record<Name, number>> = {};
      for (const [name, count] of sorted()) counts[name] = count;
      return counts;
    },
    lines: (label) =>
      sorted().map(
        ([name, count]) => `${count.toLocaleString("en-US").padStart(9)}  ${label(name)}`,
      ),
  };
}
