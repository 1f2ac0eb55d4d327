import { readdir, readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { shrinkSchedule } from "../simulator/shrink-schedule.ts";
import { allExhibits } from "./all-exhibits.ts";
import { exhibitSource } from "./exhibit-source.ts";
import { museumDocs } from "./museum-docs.ts";
import { playExhibit } from "./play-exhibit.ts";
import { playIdem } from "./play-idem.ts";
import { visitMuseum } from "./visit-museum.ts";

describe("the museum: the same schedule breaks the usual way and leaves Idem whole", () => {
  it.each(
    allExhibits.map((exhibit) => ({ ...exhibit, exhibit, held: exhibit.guarantees.join(", ") })),
  )("$held: $name", async ({ exhibit, breaks }) => {
    expect((await playExhibit(exhibit)).violations.join("\n")).toMatch(breaks);
    expect((await playIdem(exhibit)).violations).toEqual([]);
  });

  it.each(allExhibits)("$name needs everything in its schedule", async (exhibit) => {
    const smallest = await shrinkSchedule(exhibit.schedule, async (schedule) =>
      exhibit.breaks.test((await playExhibit(exhibit, schedule)).violations.join("\n")),
    );
    expect(smallest).toEqual(exhibit.schedule);
  });
});

describe("the museum’s page", () => {
  const docs = new URL("../../../../docs/", import.meta.url);

  it("is in the docs as the museum writes it: npm run prove -- --museum --write-docs", async () => {
    for (const [name, content] of Object.entries(museumDocs(await visitMuseum())))
      expect(await readFile(new URL(name, docs), "utf8").catch(() => "missing"), name).toBe(
        content,
      );
  });

  it("has no picture of an exhibit that is gone", async () => {
    expect((await readdir(new URL("museum/", docs))).toSorted()).toEqual(
      allExhibits.map(({ slug }) => `${slug}.svg`).toSorted(),
    );
  });

  it("shows exhibits of thirty lines at most, each in a file of its own", async () => {
    for (const { slug } of allExhibits)
      expect(exhibitSource(slug).split("\n").length, slug).toBeLessThanOrEqual(30);
  });
});
