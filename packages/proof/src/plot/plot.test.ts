import { expect, test } from "vitest";
import { shortNumber } from "./axis.ts";
import { plotBars } from "./plot-bars.ts";
import { plotDistribution } from "./plot-distribution.ts";
import { plotTimeline } from "./plot-timeline.ts";

const texts = (svg: string) =>
  [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);

test("a timeline says what happened, once for each kind", () => {
  const svg = plotTimeline({
    title: "Latency & kills",
    yName: "ms",
    series: [
      {
        name: "start",
        points: [
          [0, 1],
          [1, 20],
          [2, 0],
        ],
      },
      { name: "read", as: "dots", points: [[0.5, 3]] },
    ],
    events: [
      { atSeconds: 1, text: "node killed" },
      { atSeconds: 1.5, text: "node killed" },
      { atSeconds: 1.2, untilSeconds: 1.9, text: "brown-out" },
    ],
  });
  expect(texts(svg)).toEqual(expect.arrayContaining(["start", "read", "ms", "seconds"]));
  expect(texts(svg).filter((text) => text === "node killed")).toHaveLength(1);
  expect(texts(svg)).toContain("brown-out");
  expect(svg.match(/stroke="#e5484d"/g)).toHaveLength(4);
});

test("bars on a log scale write their values, a zero and a gap included", () => {
  const svg = plotBars({
    title: "Duplicates",
    xName: "for 10,000 buyers",
    isLog: true,
    names: ["idem", "lock", "not measured"],
    series: [{ name: "customers", values: [0, 4321, null] }],
  });
  expect(texts(svg)).toEqual(expect.arrayContaining(["idem", "not measured", "0", "4.32k"]));
});

test("a distribution gives the rare ones room", () => {
  const values = Array.from({ length: 1_000 }, (_, index) => index + 1);
  const svg = plotDistribution({ title: "Reads", yName: "ms", series: [{ name: "idem", values }] });
  expect(texts(svg)).toEqual(expect.arrayContaining(["0 %", "90 %", "99 %", "99.9 %", "1k"]));
});

test("every picture is one SVG, named, without background, and changes its ink in the dark", () => {
  const svg = plotBars({
    title: 'A <"b">',
    xName: "x",
    names: ["a"],
    series: [{ name: "s", values: [1] }],
  });
  expect(svg).toMatch(/^<svg [^>]*role="img" aria-label="A &lt;&quot;b&quot;>">/);
  expect(svg).toContain("@media (prefers-color-scheme: dark)");
  expect(svg).toContain('[fill="#1f2328"]{fill:#f0f6fc}');
  expect(svg).not.toMatch(/fill="(#fff|#ffffff|white)"/);
});

test("nothing measured is still a picture", () => {
  expect(
    plotDistribution({ title: "t", yName: "ms", series: [{ name: "a", values: [] }] }),
  ).toContain("</svg>");
  expect(plotBars({ title: "t", xName: "x", isLog: true, names: [], series: [] })).toContain(
    "</svg>",
  );
  expect(plotTimeline({ title: "t", yName: "ms", series: [] })).toContain("</svg>");
});

test.each([
  [0, "0"],
  [0.2512, "0.251"],
  [18, "18"],
  [1_234, "1.23k"],
  [3_000_000, "3M"],
])("%d is written %s", (value, written) => {
  expect(shortNumber(value)).toBe(written);
});
