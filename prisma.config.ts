import path from "node:path";
import { defineConfig } from "prisma/config";

// Where the engine's download host cannot be reached, the command line would fail: it takes ours from npm instead.
process.env["PRISMA_SCHEMA_ENGINE_BINARY"] ??= path.join(
  import.meta.dirname,
  "packages/postgres/engine/schema-engine.mjs",
);

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  // Only commands that speak to a database need it; `generate` does not.
  datasource: { url: process.env["DATABASE_URL"] ?? "" },
});
