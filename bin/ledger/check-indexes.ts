import { namesOf } from "./chapter.ts";
import type { Facts } from "./check-ledger.ts";

/** Each unique index, and each primary key over more than an `id`, has one row of the last table, and each row an index. */
export function checkIndexes({ ledger, structure }: Facts): string[] {
  const rows = new Map(ledger.indexes.map((row) => [row.name, row]));
  const telling = [
    ...structure.tellingKeys,
    ...[...structure.indexes].filter(([, { isUnique }]) => isUnique).map(([name]) => name),
  ];
  const unexplained = telling
    .filter((name) => !rows.has(name))
    .map((name) => `The unique index ${name} is explained by no guarantee.`);
  return [...unexplained, ...ledger.indexes.flatMap((row) => checkRow(row, { ledger, structure }))];
}

function checkRow(
  { name, note, guarantees }: Facts["ledger"]["indexes"][number],
  { ledger, structure }: Pick<Facts, "ledger" | "structure">,
): string[] {
  const index = structure.indexes.get(name);
  if (!structure.constraints.has(name) && !index?.isUnique)
    return [`${name} is explained, and there is no such unique index.`];
  const sections = ledger.sections.filter(({ guarantee }) => guarantees.includes(guarantee));
  const isTwice = ledger.indexes.filter((row) => row.name === name).length > 1;
  const isPartial = index?.isPartial === true;
  const naming = ledger.sections
    .filter((section) => namesOf(section, "Database").includes(name))
    .map(({ guarantee }) => guarantee);
  return [
    ...(isTwice ? [`${name} is explained twice.`] : []),
    ...(isPartial === note.includes("(partial: ")
      ? []
      : [`${name} is ${isPartial ? "" : "not "}partial, and its row says otherwise.`]),
    ...(sections.length === guarantees.length
      ? []
      : [`${name} is there for ${guarantees.join(", ")}: not each of them is promised.`]),
    ...naming
      .filter((guarantee) => !guarantees.includes(guarantee))
      .map((guarantee) => `${guarantee} names ${name}, and its row does not name ${guarantee}.`),
    ...guarantees
      .filter((guarantee) => !naming.includes(guarantee))
      .map((guarantee) => `${name} is there for ${guarantee}, whose chapter does not name it.`),
  ];
}
