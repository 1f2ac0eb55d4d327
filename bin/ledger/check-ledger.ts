import { has, namesOf, promised, stateOf } from "./chapter.ts";
import { checkIndexes } from "./check-indexes.ts";
import { checkNames } from "./check-names.ts";
import { checkTests } from "./check-tests.ts";
import type { Ledger, Section } from "./read-ledger.ts";
import type { Sources } from "./read-sources.ts";
import type { Structure } from "./read-structure.ts";
import type { Title } from "./read-titles.ts";

export type Facts = { ledger: Ledger; structure: Structure; sources: Sources; titles: Title[] };

/** Everything in which the ledger and the repository disagree, a sentence each. */
export function checkLedger(facts: Facts): string[] {
  const { ledger } = facts;
  const sections = ledger.sections.map(({ guarantee }) => guarantee);
  return [
    ...ledger.faults,
    ...promised
      .filter((guarantee) => !sections.includes(guarantee))
      .map((guarantee) => `${guarantee} has no chapter.`),
    ...sections
      .filter((guarantee, at) => promised[at] !== guarantee)
      .map((guarantee) => `${guarantee} is not where it belongs: the chapters are G1 to G12.`),
    ...ledger.sections.flatMap((section) => checkParts(section)),
    ...ledger.sections.flatMap((section) => checkNames(section, facts)),
    ...checkTests(facts),
    ...checkIndexes(facts),
    ...checkGlance(ledger),
    ...[...facts.sources.exhibits].flatMap(([name, shown]) => checkExhibit(name, shown, ledger)),
  ];
}

/** What the museum shows broken stands in the chapter of each guarantee that it breaks. */
function checkExhibit(name: string, shown: readonly string[], { sections }: Ledger): string[] {
  if (shown.length === 0) return [`The museum shows ${name}, and it says of no guarantee.`];
  const naming = sections.filter((section) => namesOf(section, "Exhibit").includes(name));
  return shown
    .filter((shows) => !naming.some(({ guarantee }) => guarantee === shows))
    .map((shows) => `The museum shows ${name} for ${shows}, whose chapter does not name it.`);
}

/** A guarantee is a statement that something enforces, that tests show, and whose usual opposite is on show. */
function checkParts(section: Section): string[] {
  const { guarantee } = section;
  const lacks = [
    ...(namesOf(section, "Database").length + namesOf(section, "Type").length > 0
      ? []
      : ["a constraint or a type that enforces it"]),
    ...(namesOf(section, "Tests").length > 0 ? [] : ["tests"]),
    ...(namesOf(section, "Exhibit").length > 0 ? [] : ["an exhibit"]),
  ];
  if (!has(section, "Planned"))
    return lacks.map(
      (part) => `${guarantee} lacks ${part}; a promise that is not kept yet says "Planned".`,
    );
  return lacks.length === 3 ? [] : [`${guarantee} is planned, and has more than its plan already.`];
}

function checkGlance({ glance, sections }: Ledger): string[] {
  const said = glance.map(({ guarantee, state }) => `${guarantee} ${state}`);
  const meant = sections.map((section) => `${section.guarantee} ${stateOf(section)}`);
  return [
    ...meant
      .filter((line) => !said.includes(line))
      .map((line) => `The table at the top should say: ${line}.`),
    ...said
      .filter((line) => !meant.includes(line))
      .map((line) => `The table at the top says "${line}", and the chapter does not.`),
  ];
}
