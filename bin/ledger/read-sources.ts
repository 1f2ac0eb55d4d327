import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";

/** What a name in the ledger may lead to, outside the database. */
export type Sources = {
  exported: Set<string>;
  declared: Set<string>;
  scripts: Set<string>;
  /** Each with the guarantees that it shows broken. */
  exhibits: Map<string, string[]>;
  hasFile(file: string): boolean;
};

const declaration =
  /^(export )?(?:async )?(?:abstract )?(?:function|const|type|class|interface) (\w+)/gm;

export function readSources(root: string): Sources {
  const read = (file: string): string => readFileSync(path.join(root, file), "utf8");
  const sources: Sources = {
    exported: new Set(),
    declared: new Set(),
    scripts: scriptsIn(read("package.json")),
    exhibits: new Map(),
    hasFile: (file) => existsSync(path.join(root, file)),
  };
  for (const file of globSync("{packages,apps}/*/src/**/*.{ts,tsx}", { cwd: root })) {
    if (file.includes("/generated/") || /\.test\.tsx?$/.test(file)) continue;
    for (const [, isExported, name = ""] of read(file).matchAll(declaration)) {
      sources.declared.add(name);
      if (isExported) sources.exported.add(name);
    }
  }
  // An exhibit that the museum does not show is none.
  const shown = read("packages/proof/src/museum/all-exhibits.ts");
  for (const [, name = ""] of shown.matchAll(/ from "\.\/exhibits\/([\w-]+)\.ts"/g))
    sources.exhibits.set(name, guaranteesIn(read(`packages/proof/src/museum/exhibits/${name}.ts`)));
  return sources;
}

function guaranteesIn(exhibit: string): string[] {
  const [, list = ""] = /^ {2}guarantees: \[(.*)\],$/m.exec(exhibit) ?? [];
  return [...list.matchAll(/G\d+/g)].map(([guarantee]) => guarantee);
}

function scriptsIn(manifest: string): Set<string> {
  const parsed: unknown = JSON.parse(manifest);
  const scripts =
    typeof parsed === "object" && parsed !== null && "scripts" in parsed ? parsed.scripts : {};
  return new Set(Object.keys(scripts ?? {}));
}
