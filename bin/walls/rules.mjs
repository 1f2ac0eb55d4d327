// What an import graph cannot see. Each rule looks at one file's code (comments taken out) and says what is wrong.

const isTest = (file) => /\.test\.(tsx?|mjs)$|\/tests\//.test(file);
const isProof = (file) => file.startsWith("packages/proof/");
const isIn = (file, ...rooms) => rooms.some((room) => file.startsWith(`packages/${room}/src/`));

/** Finds `pattern` on lines of files for which `applies` holds. */
const never = (pattern, sentence, applies = () => true) => ({
  pattern,
  sentence,
  applies,
});

const isPure = (file) => isIn(file, "domain", "billing") && !isTest(file);
const isOurs = (file) => !isTest(file) && !isProof(file);

export const lineRules = [
  never(
    /\bDate\.now\(|\bnew Date\(\s*\)|\bperformance\.now\(|\bsetTimeout\(|\bsetInterval\(/,
    "Domain and billing have no clock: the time comes in as a port or an argument.",
    isPure,
  ),
  never(
    /\bMath\.random\(|\brandomUUID\b|\bcrypto\b/,
    "Domain and billing have no randomness: it comes in as a port or an argument.",
    isPure,
  ),
  never(
    /\$transaction\b/,
    "`$transaction` has one place, packages/postgres/src/transition.ts: everything else goes through `transition`.",
    (file) => isOurs(file) && file !== "packages/postgres/src/transition.ts",
  ),
  never(
    /["'`]BEGIN\b/,
    "A transaction by hand has one place, packages/postgres/src/in-one-commit.ts, for rows about events only.",
    (file) => isOurs(file) && file !== "packages/postgres/src/in-one-commit.ts",
  ),
  never(
    /\bTRPCError\b/,
    "`TRPCError` belongs to packages/api: other rooms answer refusals as values.",
    (file) => isOurs(file) && !file.startsWith("packages/api/"),
  ),
  never(
    /\b(?:it|test|describe|suite)(?:\.\w+)*\.(?:skip|only|todo|skipIf|runIf|fails)\b|\bx(?:it|describe)\(/,
    "A test runs, always: no skip, only, todo or condition.",
    isTest,
  ),
  never(/\bas any\b|:\s*any\b|<any>/, "`any` switches the types off: parse, or say `unknown`."),
];

/** Looked for in comments too. */
export const textRules = [
  never(
    /@ts-ignore|@ts-nocheck|biome-ignore|eslint-disable/,
    "A silenced check is a hole in the wall: mend the cause.",
    (file) => !file.startsWith("bin/"),
  ),
  never(
    /\b(?:TODO|FIXME|XXX|HACK)\b/,
    "Unfinished work is an issue, not a comment.",
    (file) => !file.startsWith("bin/"),
  ),
];

const vague = /(?:^|[/-])(?:utils?|helpers?|common|misc|services?|managers?)(?=[/.-]|$)/;

export function nameOf(file) {
  const found = vague.exec(file);
  if (found === null) return null;
  return `"${found[0].replace(/^[/-]/, "")}" names no idea: call the file after what it does.`;
}

/** The safety-critical core, read in ten minutes; blank lines are not read. */
export const core = {
  mostLines: 300,
  files: [
    "packages/billing/src/once.ts",
    "packages/postgres/src/journal.ts",
    "packages/postgres/src/transition.ts",
    "packages/stripe/src/classify.ts",
  ],
};
