import type { Line } from "../story-line.tsx";

/**
 * Lines that are read as one. `on` is the line that they stand on, `null` at the bottom: older than all of them, so it is
 * still there when one more comes, also one of the same second, of which nobody knows beforehand where it comes to stand.
 */
export type Chapter<Told> = { lines: Told[]; on: Told | null };

/** Fewer read faster than a press. */
const fewestTogether = 3;

/**
 * A story as it is read: what Stripe has told in a row, and what was worked off, is one chapter; every other line is its
 * own. Stripe tells of one purchase a dozen times, and what came of it stands beside. What it told of another customer of the
 * account's, as `reason` says, is a chapter beside, and not lost among the rest.
 */
export function chaptersOf<Told extends Pick<Line, "kind" | "standing" | "reason">>(
  lines: readonly Told[],
): Chapter<Told>[] {
  const runs: Told[][] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (isTold(line) && last?.every(isTold)) last.push(line);
    else runs.push([line]);
  }
  return runs.flatMap((run, index) => {
    const on = runs[index + 1]?.[0] ?? null;
    return [...Map.groupBy(run, ({ reason }) => reason).values()]
      .flatMap((told) => (told.length < fewestTogether ? told.map((line) => [line]) : [told]))
      .map((together) => ({ lines: together, on }));
  });
}

const isTold = ({ kind, standing }: Pick<Line, "kind" | "standing">): boolean =>
  kind === "event" && standing?.is === "done";
