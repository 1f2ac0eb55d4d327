import type pg from "pg";

export const armNames = [
  "transaction-without-lock",
  "row-lock",
  "better-auth-stripe",
  "dbos-workflow",
  "idem",
] as const;
export type ArmName = (typeof armNames)[number];

/** Everything a rival's server is told; the same for all of them. */
export type ArmSetting = {
  databaseUrl: string;
  stripeUrl: string;
  /** Connections of its pool. */
  poolSize: number;
  /** The price at Stripe that everybody buys. */
  stripePriceId: string;
};

export type ArmServer = {
  url: string;
  /** Something unrelated that the same process does with the same pool: reads one row by its primary key. */
  readOne(): Promise<unknown>;
};
export type OpenArm = (setting: ArmSetting) => Promise<ArmServer>;

/** What is sent over HTTP for one start; `isSame` says whether two starts are a double click or two tabs. */
export type StartRequest = { path: string; headers: Record<string, string>; body: string };

/** How buyers get into an arm's database without a sign-up each, and how they press the button. */
export type ArmBuyers = {
  /** Makes the tables and whatever else has to be there before the first server starts. */
  prepare(client: pg.Client, setting: ArmSetting): Promise<void>;
  /** Puts the buyers `from` (included) `to` (excluded) into the database, signed in where the arm knows of that. */
  add(client: pg.Client, from: number, to: number): Promise<void>;
  /** `attempt` is the visit to the checkout: the same for a double click, another in another tab. */
  startOf(buyer: number, attempt: string): StartRequest;
  /** Reads one row by primary key from outside, on a connection of the reader's own. */
  readOneSql: string;
  /** What only the answer of a start that worked contains. */
  answerHas: string;
};

/** Every arm gives its customers this address, by which duplicates are counted at Stripe. */
export const emailOf = (buyer: number | string): string => `buyer-${buyer}@example.com`;
