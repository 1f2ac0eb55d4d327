import { describe, expect, it } from "vitest";
import { checkSchedules } from "./check-schedules.ts";
import { explain } from "./explain.ts";
import { flaws } from "./flaws.ts";
import type { Schedule } from "./schedule.ts";

describe("the simulator", () => {
  it("G1, G2, G3, G4, G5, G7, G9: hold over 2,000 schedules of crashes, faults, tabs, bells and jumps of the clocks", async () => {
    const checked = await checkSchedules({ seed: 20_261_121, runs: 2_000 });
    const story = checked.is === "broken" ? await explain(checked.schedule) : "";
    expect(story).toBe("");
    expect(checked).toMatchObject({ is: "held", runs: 2_000 });
  });

  it("plays the same seed twice to the same schedule, the same steps and the same story", async () => {
    const flaws = ["release on unknown"] as const;
    const play = async () => {
      const checked = await checkSchedules({ seed: 7, runs: 5_000, flaws });
      return checked.is === "broken" ? await explain(checked.schedule, flaws) : "it held";
    };
    const story = await play();
    expect(story).toMatch(/^G\d: /);
    expect(await play()).toBe(story);
  });

  it("shrinks what it finds to a few commands, and draws who spoke to whom", async () => {
    const checked = await checkSchedules({
      seed: 1,
      runs: 500,
      flaws: ["no retire before create"],
    });
    if (checked.is === "held") throw new Error("The flaw was not noticed.");
    expect(checked.schedule.commands.length).toBeLessThanOrEqual(3);
    const story = await explain(checked.schedule, ["no retire before create"]);
    expect(story).toMatch(/^G2: cs_2 \(chk_2\) was made while cs_1 was open\./);
    expect(story).toContain("├────────▶│         │         │         │         start tab-1 r1");
    expect(await explain(checked.schedule)).toMatch(/^Nothing broke\./);
  });
});

describe("negative control: one safeguard taken away", () => {
  it.each(flaws)("is noticed: %s", async (flaw) => {
    const checked = await checkSchedules({ seed: 1, runs: 20_000, flaws: [flaw] });
    expect(checked.is).toBe("broken");
  });
});

describe("schedules that once broke something", () => {
  const start = {
    do: "start",
    who: 0,
    tab: 0,
    node: 0,
    again: false,
    price: 0,
    code: 0,
    hosted: false,
    replace: false,
  } as const;
  const day = { do: "pass", clock: "both", time: "day" } as const;
  const sweep = { do: "sweep", node: 0 } as const;
  const once: [string, Schedule][] = [
    [
      "G1: what was sent at a window's last moment arrived after a look had found nothing",
      {
        commands: [
          start,
          { do: "pass", clock: "both", time: "brink" },
          sweep,
          { do: "pass", clock: "both", time: "moment" },
          sweep,
        ],
        picks: [0, 0, 0, 0, 0, 0, 0, 0, 51, 231],
        faults: [{ on: "stripe", at: 0, times: 1, is: "lost request" }],
      },
    ],
    [
      "G2: a sync that fetched the replaced session closed the checkout in its place",
      {
        commands: [
          start,
          { do: "ring", node: 0, which: 0, twice: false },
          { ...start, price: 3 },
          day,
          start,
          { do: "ring", node: 0, which: 0, twice: false },
        ],
        picks: [0, 0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 156, 0, 0, 0, 0, 61, 53, 63],
        faults: [],
      },
    ],
    [
      "G2: a superseded session was looked for, not found, and sent after the next one",
      {
        commands: [
          start,
          { ...start, code: 2 },
          { ...start, code: 4 },
          { ...start, price: 3 },
          day,
          start,
        ],
        picks: [...Array.from({ length: 20 }, () => 0), 21, 0, 0, 0, 21],
        faults: [{ on: "stripe", at: 1, times: 3, is: "lost request" }],
      },
    ],
    [
      "G7: a session that ran out before it could be expired left no audit event",
      { commands: [start, day, { ...start, price: 3 }], picks: [], faults: [] },
    ],
  ];
  it.each(once)("hold now: %s", async (_, schedule) => {
    expect(await explain(schedule)).toMatch(/^Nothing broke\./);
  });
});
