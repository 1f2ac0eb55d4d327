import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const proof = "packages/proof/src";
const withPostgres = [`${proof}/world/postgres-server.ts`];

/** Short to read and long to run: a run that keeps one of them for its end waits for it with one core of two. */
const long =
  /\/(storm|kill-at-every-point|months|start|stripe-slow-or-full|killed-while-repairing|database-silent)\.test\.ts$/;

/** The order where no run has left its times behind, as in a fresh clone: by size, but for these. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => long.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    // Two cores run it all; a third worker uses what the other two leave while they wait for somebody's answer.
    maxWorkers: 3,
    // A worker loads the product once and not for each file, which was a third of the time of those that start a server each:
    // no module of the product holds a state, and what a test changes about its process it puts back.
    isolate: false,
    sequence: { sequencer: LongestFirst },
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
