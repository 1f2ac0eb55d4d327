import type { Verdict } from "./detect.ts";
import type { Mutant } from "./mutant.ts";

export type Tried = Verdict & { mutant: Mutant; seconds: number };

/** What became of each mutant, as a table in Markdown. Nothing in it depends on the day or the machine. */
export const mutantsTable = (all: readonly Tried[]): string =>
  [
    "| mutant | lost | in | noticed by |",
    "| --- | --- | --- | --- |",
    ...all.map(
      (one) =>
        `| ${one.mutant.name} | ${one.mutant.guarantee} | ${inTable(one.mutant)} | ${cell(noticedBy(one))} |`,
    ),
  ].join("\n");

/** By what a mutant was noticed; for a person, in a line. */
export function noticedBy({ mutant: { caughtBy }, schedules, said }: Tried): string {
  if (said === null) return "**nothing**";
  switch (caughtBy.is) {
    case "simulator":
      return `the simulator, schedule ${schedules}: ${said}`;
    case "test":
      return `\`${caughtBy.file.replace("packages/proof/src/", "")}\`: ${caughtBy.title}`;
  }
}

/** Where a mutant is, short enough for a table. */
export const inTable = ({ file }: Mutant): string =>
  `\`${file.replace(/^packages\/|\/migration\.sql$/g, "")}\``;

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");

export const mutantsPage = (all: readonly Tried[]): string => `# Mutants

Breakages of Idem's own code, one at a time in a copy of the repository, and what notices each. Written by
\`npm run prove -- --mutants --write-docs\`; a mutant that nothing notices fails that run. CI tries those
that the simulator notices; the others take minutes of real processes.

The simulator plays the same schedules each time, so "schedule 12" is the twelfth of seed 1, and what stands behind it is
the first thing that must never be. The other detectors are tests on real PostgreSQL, real processes and the local Stripe.
Without a mutant, the same detectors notice nothing: that is tried first.

${mutantsTable(all)}
`;
