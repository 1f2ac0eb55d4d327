/**
 * One named breakage of the product: some lines of one file replaced. The old text must be there exactly once, or the run
 * stops: a mutant that changes nothing, or something else, proves nothing.
 */
export type Mutant = {
  name: string;
  /** The guarantee that is lost, e.g. `G1`. */
  guarantee: `G${number}`;
  /** From the root of the repository. */
  file: string;
  edits: readonly Edit[];
  caughtBy: Detector;
};

export type Edit = readonly [from: string, to: string];

/** What is asked whether it notices: the simulator, or tests on real parts. */
export type Detector =
  | { is: "simulator" }
  | {
      is: "test";
      project: "races" | "unit";
      /** From the root of the repository. */
      file: string;
      /** What the test’s title begins with. */
      title: string;
    };

export const simulator: Detector = { is: "simulator" };

/** A test on real PostgreSQL, real processes and the local Stripe. */
export const races = (file: string, title: string): Detector => ({
  is: "test",
  project: "races",
  file: `packages/proof/src/${file}`,
  title,
});

/** A test of decisions alone. */
export const unit = (file: string, title: string): Detector => ({
  is: "test",
  project: "unit",
  file,
  title,
});
