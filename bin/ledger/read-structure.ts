/** What prisma/structure.sql says the database refuses. */
export type Structure = {
  tables: Set<string>;
  /** `table.column` */
  columns: Set<string>;
  constraints: Set<string>;
  triggers: Set<string>;
  indexes: Map<string, { isUnique: boolean; isPartial: boolean }>;
  /** Primary keys over something else than a column called `id`: they promise something. */
  tellingKeys: Set<string>;
};

export function readStructure(sql: string): Structure {
  const structure: Structure = {
    tables: new Set(),
    columns: new Set(),
    constraints: new Set(),
    triggers: new Set(),
    indexes: new Map(),
    tellingKeys: new Set(),
  };
  for (const [, name = "", body = ""] of sql.matchAll(
    /^CREATE TABLE "?(\w+)"? \(\n([\s\S]*?)^\);/gm,
  )) {
    structure.tables.add(name);
    for (const [, column] of body.matchAll(/^ {2}"?(\w+)"? /gm))
      structure.columns.add(`${name}.${column}`);
  }
  for (const [, name = "", rest = ""] of sql.matchAll(/ ADD CONSTRAINT (\w+) (.*);$/gm)) {
    structure.constraints.add(name);
    if (rest.startsWith("PRIMARY KEY") && rest !== "PRIMARY KEY (id)")
      structure.tellingKeys.add(name);
  }
  for (const [line, unique, name = ""] of sql.matchAll(/^CREATE (UNIQUE )?INDEX (\w+) .*;$/gm))
    structure.indexes.set(name, {
      isUnique: unique !== undefined,
      isPartial: line.includes(" WHERE "),
    });
  for (const [, name = ""] of sql.matchAll(/^CREATE TRIGGER (\w+) /gm))
    structure.triggers.add(name);
  return structure;
}
