import { defineConfig } from "vitest/config";

const proof = "packages/proof/src";
const withPostgres = [`${proof}/world/postgres-server.ts`];

export default defineConfig({
  test: {
    // Two cores run it all; a third worker uses what the other two leave while they wait for somebody's answer.
    maxWorkers: 3,
    reporters: ["default", "./bin/tally-reporter.mjs"],
    projects: [
      {
        test: {
          name: "unit",
          // Some start a process of their own, on two cores that others use as well.
          testTimeout: 15_000,
          include: ["{packages,apps}/*/src/**/*.test.ts", "bin/**/*.test.{mjs,ts}"],
          exclude: [`${proof}/**`, "**/node_modules/**"],
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: "races",
          include: [`${proof}/**/*.test.ts`],
          exclude: [`${proof}/browser/**`],
          globalSetup: withPostgres,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "browser",
          include: [`${proof}/browser/**/*.test.ts`],
          globalSetup: withPostgres,
          testTimeout: 90_000,
          hookTimeout: 90_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
