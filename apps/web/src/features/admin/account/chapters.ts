import type { Line } from "../story-line.tsx";

/** Fewer read faster than a press. */
const fewestTogether = 3;

/**
 * A story as it is read: what Stripe has told in a row, and what was worked off, is one chapter; every other line is its
 * own. Stripe tells of one purchase a dozen times, and what came of it stands beside. What it told of another customer of the
 * account's, as `reason` says, is a chapter beside, and not lost among the rest.
 */
export function chaptersOf<Told extends Pick<Line, "kind" | "standing" | "reason">>(
  lines: readonly Told[],
): Told[][] {
  const runs: Told[][] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (isTold(line) && last?.every(isTold)) last.push(line);
    else runs.push([line]);
  }
  return runs.flatMap((run) =>
    [...Map.groupBy(run, ({ reason }) => reason).values()].flatMap((told) =>
      told.length < fewestTogether ? told.map((line) => [line]) : [told],
    ),
  );
}

const isTold = ({ kind, standing }: Pick<Line, "kind" | "standing">): boolean =>
  kind === "event" && standing?.is === "done";
