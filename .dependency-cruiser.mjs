// The arrows between the rooms, and who may use which foreign package. `npm run walls` checks them; ARCHITECTURE.md
// says why they are where they are.

/** Tests, and the files beside them that only they import. */
const test = "\\.test\\.tsx?$|/tests/";
const room = (name) => `^(packages|apps)/${name}/`;
const foreign = (name) => `node_modules/${name}/`;

/** Our rooms that `name` may import; every other one is a wall. Tests stand on the same side as their room. */
function arrows(name, allowed, comment) {
  const open = [name, ...allowed].join("|");
  return {
    name: `${name}-arrows`,
    comment,
    severity: "error",
    from: { path: room(name) },
    to: { path: "^(packages|apps)/[^/]+/", pathNot: `^(packages|apps)/(${open})/` },
  };
}

const wall = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

export default {
  forbidden: [
    wall(
      "no-circles",
      "Two files that need each other are one idea: put them together, or find the third.",
      { pathNot: "/generated/" },
      { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    ),
    wall(
      "resolvable",
      "This import leads nowhere: the package is not named in package.json, or the file is gone.",
      {},
      { couldNotResolve: true },
    ),

    wall(
      "named",
      "This package is not named in the package.json of its room.",
      { path: "^(packages|apps)/", pathNot: "/generated/" },
      { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    ),

    arrows(
      "domain",
      [],
      "The domain says what can be true and knows nobody: it imports no other room.",
    ),
    arrows(
      "billing",
      ["domain"],
      "Use-cases know the domain and their own ports; they meet the outside through ports only.",
    ),
    arrows(
      "postgres",
      ["domain", "billing"],
      "The database room serves the ports of billing; it knows nobody else.",
    ),
    arrows(
      "stripe",
      ["domain", "billing"],
      "The Stripe room serves the ports of billing; it knows nobody else.",
    ),
    arrows(
      "mail",
      ["domain", "billing"],
      "The mail room serves the ports of billing; it knows nobody else.",
    ),
    arrows(
      "local-mailbox",
      [],
      "The local mailbox imports nothing of ours, so that others can use it alone.",
    ),
    arrows(
      "local-stripe",
      [],
      "The local Stripe is a product of its own: it imports nothing of ours, so that others can use it alone.",
    ),
    arrows(
      "api",
      ["domain", "billing"],
      "The API asks billing; what billing is made of is chosen in the server.",
    ),
    arrows("client", ["api"], "The client knows the API, and only as types."),
    arrows(
      "web",
      ["client", "domain", "api"],
      "The web app speaks through the typed client; of the domain it uses what can be true.",
    ),
    arrows(
      "cli",
      ["client", "domain", "billing", "postgres", "stripe", "mail"],
      "The command line composes billing for itself, and knows no server.",
    ),
    arrows(
      "server",
      [
        ...["domain", "billing", "postgres", "stripe", "mail", "api", "client"],
        ...["local-stripe", "local-mailbox"],
      ],
      "The server serves the built web app; it imports neither it nor the proof.",
    ),
    wall(
      "examples-are-strangers",
      "An example uses Idem as a stranger does: through the typed client.",
      { path: "^examples/", pathNot: "^examples/crm-contact/" },
      { path: "^(packages|apps)/", pathNot: room("client") },
    ),
    wall(
      "once-stands-alone",
      "The exactly-once step is used alone here: of Idem it needs `once` and its types, from packages/billing.",
      { path: "^examples/crm-contact/" },
      { path: "^(packages|apps)/", pathNot: room("billing") },
    ),
    wall(
      "proof-is-outside",
      "Nothing may lean on the proof.",
      { pathNot: room("proof") },
      { path: room("proof") },
    ),

    wall(
      "api-as-types",
      "The client and the web app import the API as types only: its code must not reach a browser.",
      { path: "^(packages/client|apps/web)/" },
      { path: room("api"), dependencyTypesNot: ["type-only"] },
    ),
    wall(
      "domain-is-pure",
      "The domain has no dependency and does no I/O.",
      { path: room("domain"), pathNot: test },
      { dependencyTypes: ["core", "npm", "npm-dev", "npm-peer", "npm-optional"] },
    ),
    wall(
      "billing-is-pure",
      "Billing does no I/O: files, network, clock and randomness come in as ports.",
      { path: room("billing"), pathNot: test },
      { dependencyTypes: ["core"] },
    ),
    wall(
      "browser-is-no-server",
      "A browser has no Node modules.",
      { path: "^apps/web/src/", pathNot: test },
      { dependencyTypes: ["core"] },
    ),

    wall(
      "stripe-in-one-room",
      "Only packages/stripe speaks to Stripe: a call from elsewhere would escape the exactly-once step.",
      { pathNot: [room("stripe"), room("local-stripe"), room("proof"), test] },
      { path: foreign("stripe") },
    ),
    wall(
      "nodemailer-in-one-room",
      "Only packages/mail sends e-mails: one from elsewhere would escape the journal, and be sent twice or never.",
      { pathNot: [room("mail"), room("proof"), test] },
      { path: foreign("nodemailer") },
    ),
    wall(
      "stripe-as-types",
      "The local Stripe takes the official client's types, never its code.",
      { path: room("local-stripe"), pathNot: test },
      { path: foreign("stripe"), dependencyTypesNot: ["type-only"] },
    ),
    wall(
      "prisma-in-one-room",
      "Only packages/postgres speaks Prisma (and the sign-in adapter of the server): a query from elsewhere would escape `transition`.",
      { pathNot: [room("postgres"), "^apps/server/src/auth/", "^prisma\\.config\\.ts$"] },
      { path: "node_modules/(@prisma|prisma)/" },
    ),
    wall(
      "generated-in-one-room",
      "The generated client is read by packages/postgres only.",
      { pathNot: room("postgres") },
      { path: "^packages/postgres/src/generated/" },
    ),
    wall(
      "declared-for-real",
      "Code that runs may not import a package that is there for development only.",
      { path: "^(packages|apps)/[^/]+/src/", pathNot: [test, room("proof")] },
      { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)dist/" },
    tsPreCompilationDeps: true,
    parser: "tsc",
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "types", "node", "default"],
    },
  },
};
