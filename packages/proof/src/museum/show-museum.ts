import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { sequenceSvg } from "../diagram/sequence-svg.ts";
import { sequenceText } from "../diagram/sequence-text.ts";
import type { Exhibit } from "./exhibit.ts";
import { museumDocs } from "./museum-docs.ts";
import { museumHtml } from "./museum-html.ts";
import { type Visit, visitMuseum } from "./visit-museum.ts";

export type ShowMuseum = {
  /** Gets `museum/index.html` and a picture for each exhibit. */
  reportDir: string;
  tell: (line: string) => void;
  /** The project's `docs`, to write the committed page anew. */
  docsDir?: string;
  exhibits?: readonly Exhibit[];
};

/**
 * Plays every exhibit and Idem on the same schedules, tells and draws what came of it. `ok` is false when an exhibit is
 * not broken by its schedule, or Idem is.
 */
export async function showMuseum({ reportDir, tell, docsDir, exhibits }: ShowMuseum) {
  const visits = await visitMuseum(exhibits);
  for (const [at, visit] of visits.entries())
    for (const line of tellVisit(visit, `${at + 1}/${visits.length}`)) tell(line);
  const report = path.join(reportDir, "museum");
  await writeAll(report, {
    "index.html": museumHtml(visits),
    ...Object.fromEntries(
      visits.flatMap(({ exhibit: { slug }, usual, idem }) => [
        [`${slug}.svg`, sequenceSvg(usual.story)],
        [`${slug}.idem.svg`, sequenceSvg(idem.story)],
      ]),
    ),
  });
  if (docsDir !== undefined) await writeAll(docsDir, museumDocs(visits));

  const unbroken = visits.filter(({ usual }) => !usual.isBroken).map(({ exhibit }) => exhibit.name);
  const broken = visits.filter(({ idem }) => !idem.isWhole).map(({ exhibit }) => exhibit.name);
  if (unbroken.length > 0) tell(`Not broken by its schedule: ${unbroken.join(", ")}.`);
  if (broken.length > 0) tell(`Idem does not hold on the schedule of: ${broken.join(", ")}.`);
  const ok = unbroken.length === 0 && broken.length === 0;
  if (ok)
    tell(`${visits.length} usual ways, each broken by its schedule; Idem holds on all of them.`);
  tell(`Pictures: ${path.join(report, "index.html")}`);
  if (docsDir !== undefined) tell(`The page: ${path.join(docsDir, "museum.md")}`);
  return { ok, exhibits: visits.length };
}

function tellVisit({ exhibit, schedule, usual, idem }: Visit, place: string): string[] {
  const { name, guarantees, what, where, why } = exhibit;
  const [, ...diagram] = sequenceText(usual.story).split("\n");
  return [
    `── ${place} · ${name} · ${guarantees.join(", ")} ${"─".repeat(40)}`,
    what,
    `Where: ${where}`,
    `Why it looks right: ${why}`,
    `Schedule: ${schedule}`,
    ...diagram,
    "",
    `Idem, same schedule: ${idem.says}`,
    "",
  ];
}

async function writeAll(folder: string, files: Record<string, string>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}
