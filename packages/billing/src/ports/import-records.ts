import type { AccountId, ClaimSignal, ImportCase, Owner } from "@idem/domain";

/** How Stripe's customers say whose they are, beside our own `accountId`: as the code before us wrote it. */
export type ImportKeys = {
  /** Keys of a customer's metadata. */
  user: string;
  organization: string;
  /** A table of this database that names customers by owner; `null`: none. */
  table: { name: string; owner: string; customer: string } | null;
};

/** What an import asks of our rows, and of the sightings that it keeps as a check does. */
export type ImportRecords = {
  /** Matches all sightings with all users and organizations, in the database. Answers how many owners have a customer. */
  findCases(importId: string, keys: TableKeys): Promise<number>;
  /** The next ones. */
  cases(importId: string, after: Owner | null, limit: number): Promise<FoundCase[]>;
  /** Customers that several owners may claim by signals of the same strength. */
  disputed(importId: string, keys: TableKeys, limit: number): Promise<Disputed[]>;
  /** Customers that nobody claims; `paying`: of those, the ones with a live subscription. */
  countUnclaimed(importId: string, keys: TableKeys): Promise<UnclaimedCount>;
  /** The owner's billing account; made, with bills going to `email`, where there is none. */
  ensureAccount(owner: Owner, bills: { email: string | null }): Promise<AccountId>;
};

type TableKeys = Pick<ImportKeys, "table">;

/** `name`: what people know the owner by. */
export type FoundCase = ImportCase & { name: string };

export type Disputed = { customerId: string; by: ClaimSignal; owners: string[] };

export type UnclaimedCount = { customers: number; paying: number };
