import { describe, expect, it } from "vitest";
import { runSchedule } from "../simulator/run-schedule.ts";
import { allExhibits } from "./all-exhibits.ts";
import { bootExhibit, judgeExhibit } from "./boot-exhibit.ts";

describe("the museum: the same schedule breaks the usual way and leaves Idem whole", () => {
  it.each(allExhibits)("G1, G2, G3, G5: $name", async (exhibit) => {
    const played = await runSchedule(exhibit.schedule, {
      exhibit: { boot: bootExhibit(exhibit), judge: judgeExhibit },
    });
    expect(played.violations.join("\n")).toMatch(exhibit.breaks);
    expect((await runSchedule(exhibit.schedule)).violations).toEqual([]);
  });

  it.each(allExhibits)(
    "$name needs every command, fault and turn of its schedule",
    async (exhibit) => {
      const { schedule } = exhibit;
      const options = { exhibit: { boot: bootExhibit(exhibit), judge: judgeExhibit } };
      const smaller = [
        ...schedule.commands.map((_, at) => ({
          ...schedule,
          commands: schedule.commands.toSpliced(at, 1),
        })),
        ...schedule.faults.map((_, at) => ({
          ...schedule,
          faults: schedule.faults.toSpliced(at, 1),
        })),
        ...(schedule.picks.length > 0 ? [{ ...schedule, picks: [] }] : []),
      ];
      for (const one of smaller)
        expect(
          (await runSchedule(one, options)).violations.join(),
          JSON.stringify(one),
        ).not.toMatch(exhibit.breaks);
    },
  );
});
