import { describe, expect, it } from "vitest";
import { shrinkSchedule } from "../simulator/shrink-schedule.ts";
import { allExhibits } from "./all-exhibits.ts";
import { playExhibit, playIdem } from "./play-exhibit.ts";

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
