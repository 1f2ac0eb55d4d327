import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { createMetrics } from "./create-metrics.ts";

const docs = path.join(import.meta.dirname, "../../../../docs");
const read = (file: string): string => readFileSync(path.join(docs, file), "utf8");

const rule = z.object({ alert: z.string(), expr: z.string(), for: z.string() });
const rules = z
  .object({ groups: z.array(z.object({ rules: z.array(rule) })) })
  .parse(parse(read("ops/prometheus-alerts.yml")))
  .groups.flatMap((group) => group.rules);
const panels = z
  .object({ panels: z.array(z.object({ targets: z.array(z.object({ expr: z.string() })) })) })
  .parse(JSON.parse(read("ops/grafana-dashboard.json")))
  .panels.flatMap((panel) => panel.targets);
const asked = [...rules, ...panels].map(({ expr }) => expr);

/** What a node exposes of ours, by name: gauge, counter or histogram. */
async function exposed(): Promise<Map<string, string>> {
  const idle = { effects: {}, webhookLagSeconds: 0, failedEvents: 0 };
  const { text } = await createMetrics(async () => idle).expose();
  const types = text.matchAll(/^# TYPE (idem_\w+) (\w+)$/gm);
  return new Map([...types].map(([, name = "", type = ""]) => [name, type]));
}

const namesIn = (expr: string): string[] =>
  [...expr.matchAll(/idem_\w+/g)].map(([name]) => name.replace(/_(bucket|count|sum)$/, ""));

test("alerts and dashboard ask for series that there are, and the dashboard for each of them", async () => {
  const known = await exposed();
  for (const expr of asked)
    for (const name of namesIn(expr)) expect([...known.keys()], expr).toContain(name);
  const shown = panels.flatMap(({ expr }) => namesIn(expr));
  for (const name of known.keys()) expect(shown).toContain(name);
});

test("what every node says alike is not added up, and alarms once", async () => {
  const gauges = [...(await exposed())].filter(([, type]) => type === "gauge");
  const isTaken = /\b(max|absent)( by \(\w+(, \w+)*\))? ?\($/;
  for (const expr of asked)
    for (const [name] of gauges)
      for (const { index } of expr.matchAll(new RegExp(`\\b${name}\\b`, "g")))
        expect(expr.slice(0, index), expr).toMatch(isTaken);
});

/** The rows of the handbook's table: a metric, what of it is meant, and what to do when. */
const suggestions = read("operations.md")
  .split("\n")
  .filter((line) => line.startsWith("| `idem_"))
  .map((line) => {
    const [metric = "", , suggestion = ""] = line.split(" | ");
    const [, name = "", labels = ""] = /`(\w+)(?:\{(.*)\})?`/.exec(metric) ?? [];
    const matcher = labels.includes("=") ? `{${labels}}` : "";
    return { name, matcher, suggestion };
  });
/** Says what a number means, and not when to look. */
const explains = new Set(["idem_customer_creations_total"]);

test.each(suggestions.filter(({ name }) => !explains.has(name)))(
  "the handbook's suggestion about $name$matcher is a rule: $suggestion",
  ({ name, matcher, suggestion }) => {
    const about = rules.filter(
      ({ expr }) => namesIn(expr).includes(name) && expr.includes(matcher),
    );
    expect(about).not.toEqual([]);
    for (const [, minutes] of suggestion.matchAll(/for (\d+) min/g))
      expect(about.map((one) => one.for)).toContain(`${minutes}m`);
    for (const [, limit] of suggestion.matchAll(/above (\d+)\b(?! %)/g))
      expect(about.some(({ expr }) => expr.trim().endsWith(`> ${limit}`))).toBe(true);
  },
);

test("the handbook's table has every metric of ours", async () => {
  const names = suggestions.map(({ name }) => name);
  for (const name of (await exposed()).keys()) expect(names).toContain(name);
});
