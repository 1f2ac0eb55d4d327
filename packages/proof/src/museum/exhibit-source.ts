import { readFileSync } from "node:fs";

/** What an exhibit does, as it is written: its `build`, without what is told about it. */
export function exhibitSource(slug: string): string {
  const source = readFileSync(new URL(`exhibits/${slug}.ts`, import.meta.url), "utf8");
  const [, build] = /\n {2}build: ([\s\S]*),\n\};\n$/.exec(source) ?? [];
  if (build === undefined) throw new Error(`exhibits/${slug}.ts does not end with its build.`);
  return build.replaceAll("\n  ", "\n");
}
