import { describe, expect, it } from "vitest";
import type { Sequence } from "./sequence.ts";
import { sequenceSvg } from "./sequence-svg.ts";
import { sequenceText } from "./sequence-text.ts";

const sequence: Sequence = {
  title: "two presses & one <customer>",
  lanes: ["customer", "A", "B", "Stripe"],
  arrows: [
    { from: "customer", to: "A", text: "start", is: "call" },
    { from: "A", to: "Stripe", text: "create", is: "call" },
    { from: "Stripe", to: "A", text: "done: cus_1", is: "lost" },
    { from: "A", to: "A", text: "crashes", is: "note" },
    { from: "A", to: "Stripe", text: "a day passes", is: "note" },
    { from: "B", to: "Stripe", text: "create", is: "bad" },
    { from: "Stripe", to: "B", text: "done: cus_2", is: "answer" },
  ],
};

describe("sequenceText", () => {
  it("draws calls, dashed answers, lost ones with a cross, and the breaking moment doubled", () => {
    expect(sequenceText(sequence)).toBe(
      [
        "two presses & one <customer>",
        "",
        "customer  A         B         Stripe",
        "├────────▶│         │         │         start",
        "│         ├─────────│────────▶│         create",
        "│         │   ✗─────│─────────┤         done: cus_1",
        "│         ○         │         │         crashes",
        "│         │┈┈┈┈┈┈┈┈┈│┈┈┈┈┈┈┈┈┈│         a day passes",
        "│         │         ├════════▶│         ✗✗ create",
        "│         │         │◀╌╌╌╌╌╌╌╌┤         done: cus_2",
      ].join("\n"),
    );
  });

  it("goes on in the next line where a text is long", () => {
    const text = "one more word ".repeat(8).trim();
    const drawn = sequenceText({ ...sequence, arrows: [{ ...sequence.arrows[0], ...long(text) }] });
    const lines = drawn.split("\n").slice(3);
    expect(lines.map((line) => line.slice(40)).join(" ")).toBe(text);
    expect(lines[1]?.slice(0, 31)).toBe("│         │         │         │");
  });
});

const long = (text: string) => ({ from: "customer", to: "A", text, is: "call" }) as const;

describe("sequenceSvg", () => {
  it("gives the same bytes for the same sequence, and tells everything to those who do not see it", () => {
    const svg = sequenceSvg(sequence);
    expect(sequenceSvg(structuredClone(sequence))).toBe(svg);
    expect(svg).toContain("two presses &amp; one &lt;customer&gt;</title>");
    expect(svg).toContain("B to (here it breaks) Stripe: create. Stripe answers B: done: cus_2.");
    expect(svg).toContain("prefers-color-scheme:dark");
  });

  it("keeps every text inside the picture, cuts what is too long and keeps the whole of it as a tip", () => {
    const text = `word ${"x".repeat(400)}`;
    const svg = sequenceSvg({ ...sequence, arrows: [long(text)] });
    expect(svg).toContain(`<title>${text}</title>`);
    expect(svg.match(/class="seq-text"/g)).toHaveLength(4);
  });

  it("refuses an arrow to nowhere", () => {
    const arrows = [{ from: "customer", to: "C", text: "hello", is: "call" }] as const;
    expect(() => sequenceSvg({ ...sequence, arrows })).toThrow('No lane for "hello"');
  });
});
