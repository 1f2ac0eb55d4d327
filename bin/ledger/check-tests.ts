import { has, namesOf, promised } from "./chapter.ts";
import type { Facts } from "./check-ledger.ts";

/** The files of a chapter are exactly those with a test whose title has its number. */
export function checkTests({ ledger, titles }: Facts): string[] {
  const shown = new Map<string, Set<string>>();
  for (const { file, name } of titles)
    for (const [number] of name.matchAll(/\bG\d+\b/g))
      shown.set(number, (shown.get(number) ?? new Set()).add(file));
  const unknown = [...shown]
    .filter(([number]) => !promised.includes(number))
    .flatMap(([number, files]) =>
      [...files].map((file) => `${file} has a test of ${number}, which nobody promises.`),
    );
  const chapters = ledger.sections.flatMap((section) => {
    const { guarantee } = section;
    const listed = namesOf(section, "Tests");
    const files = [...(shown.get(guarantee) ?? [])];
    const idle = listed.filter((file) => !files.includes(file));
    const missed = files.filter((file) => !listed.includes(file));
    return [
      ...idle.map((file) => `${guarantee}: no test in ${file} has its number.`),
      ...missed.map((file) =>
        has(section, "Planned")
          ? `${guarantee} is planned, but ${file} tests it.`
          : `${guarantee}: ${file} tests it and is not listed.`,
      ),
      ...listed
        .filter((file, at) => listed.indexOf(file) !== at)
        .map((file) => `${guarantee}: ${file} is listed twice.`),
    ];
  });
  return [...unknown, ...chapters];
}
