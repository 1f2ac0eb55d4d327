import { expect, it } from "vitest";
import type { Line } from "../simulator/trace.ts";
import { sequenceText } from "./sequence-text.ts";
import { tellStory } from "./tell-story.ts";
import { verdict } from "./verdict.ts";

it("a run is told for people: what was pressed, what got lost, and where it broke", () => {
  const lines: Line[] = [
    { from: "customer", to: "A", text: "start tab-1 r1 plus_month_usd " },
    { from: "customer", to: "A", text: "start tab-2 r3 pro_month_usd SAVE20" },
    { from: "A", to: "Stripe", text: "customer.create (key_1)  ⚡ lost answer" },
    { from: "Stripe", to: "A", text: "✗ no answer (key_1)" },
    { from: "A", to: "Stripe", text: "customer.create (key_2)  ⚡ lost request" },
    { from: "Stripe", to: "A", text: "✗ no answer (key_2)" },
    { from: "A", to: "Stripe", text: "customers of acc_1  ⚡ 500" },
    { from: "A", to: "database", text: "✗ connection cut before: update row" },
    { from: "A", to: "A", text: "✗ crashes and starts again" },
    { from: "database", to: "Stripe", text: "⏱ both: + 90000 s" },
    { from: "Stripe", to: "A", text: "evt_1 customer.created" },
    { from: "A", to: "customer", text: "ready cs_1 (chk_1), 1900" },
  ];
  const ending = [verdict("fault: start: Error: duplicate key: x"), verdict("G1: two at Stripe.")];
  const told = tellStory({
    title: "",
    lines,
    presses: ["Pat: ", "Kim: "],
    moment: lines[6],
    ending,
  });
  expect(sequenceText(told).split("\n").slice(2)).toEqual([
    "customer  server    database  Stripe",
    "├────────▶│         │         │         Pat: Continue",
    "├────────▶│         │         │         Kim: Continue, tab 2, code SAVE20, pro_month_usd",
    "│         ├─────────│────────▶│         customer.create (key_1)",
    "│         │   ✗─────│─────────┤         done, but nobody hears",
    "│         ├─────────│─────✗   │         customer.create (key_2)",
    "│         ○         │         │         no answer comes",
    "│         ├═════════│════════▶│         ✗✗ customers of acc_1",
    "│         │◀════════│═════════┤         ✗✗ 500",
    "│         ├─────✗   │         │         update row (connection cut)",
    "│         ○         │         │         crashes, and starts again",
    "│         │         │┈┈┈┈┈┈┈┈┈│         25 hours later",
    "│         │◀────────│─────────┤         webhook customer.created",
    "│◀╌╌╌╌╌╌╌╌┤         │         │         cs_1, $19.00 to pay",
    "│         │         ◆         │         ✗✗ duplicate key: x: an error.",
    "│         │         │         ◆         ✗✗ G1: two at Stripe.",
  ]);
});
