// `npm run db:structure` writes prisma/structure.sql from a freshly migrated database; `npm run db:drift` (--check)
// fails when the committed one, or schema.prisma, says something else than the migrations.
import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { readyDatabase } from "../../apps/server/src/embedded/ready-database.ts";
import { startEmbeddedPostgres } from "../../apps/server/src/embedded/start-embedded-postgres.ts";
import { dumpStructure } from "./dump-structure.ts";

const root = path.resolve(import.meta.dirname, "../..");
const file = path.join(root, "prisma/structure.sql");

async function drifts(url: string, structure: string): Promise<string[]> {
  const found: string[] = [];
  if ((await readFile(file, "utf8").catch(() => "")) !== structure) {
    found.push("prisma/structure.sql is not what the migrations make: run `npm run db:structure`.");
  }
  const diff = [
    "migrate",
    "diff",
    "--from-config-datasource",
    "--to-schema",
    "prisma/schema.prisma",
  ];
  const prisma = spawnSync(path.join(root, "node_modules/.bin/prisma"), [...diff, "--exit-code"], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, DATABASE_URL: url },
  });
  if (prisma.status !== 0) {
    const said = (prisma.stdout + (prisma.status === 2 ? "" : prisma.stderr)).trim();
    found.push(
      `prisma/schema.prisma and the migrations disagree: write a migration for this.\n${said}`,
    );
  }
  return found;
}

const postgres = await startEmbeddedPostgres({ home: tmpdir(), fast: true });
try {
  await readyDatabase(postgres.url);
  const structure = await dumpStructure(postgres.url);
  if (process.argv.includes("--check")) {
    const found = await drifts(postgres.url, structure);
    for (const sentence of found) console.error(sentence);
    if (found.length > 0) process.exitCode = 1;
    else console.log("Migrations, schema.prisma and structure.sql agree.");
  } else {
    await writeFile(file, structure);
  }
} finally {
  await postgres.stop();
}
