import { type ImportPolicy, type ImportVerdict, judgeImport, type Owner } from "@idem/domain";
import { accountsAtOnce, type Doctor, type Watch } from "../doctor/doctor.ts";
import { listAll } from "../doctor/list-all.ts";
import { customerSighted, subscriptionSighted } from "../doctor/survey.ts";
import type {
  Disputed,
  FoundCase,
  ImportKeys,
  ImportRecords,
  UnclaimedCount,
} from "../ports/import-records.ts";
import { type Adopted, adopt } from "./adopt.ts";

export type Importer = { doctor: Doctor; records: ImportRecords };

export type ImportOrders = {
  askedBy: string;
  reason: string;
  keys: ImportKeys;
  policy: ImportPolicy;
  /** Otherwise it only says what it would do. */
  isExecuted: boolean;
};

/** What became of one owner; `result` only where it was executed. */
export type ImportedCase = {
  found: FoundCase;
  verdict: ImportVerdict;
  result: Adopted | null;
};

/** How many owners; `adoptable`: had it been executed; `left`: no answer of Stripe, or a fault: imported again they are next. */
type Counts = Record<
  "adopted" | "adoptable" | "alreadyAdopted" | "ambiguous" | "refused" | "left",
  number
>;

export type Imported = Counts & {
  importId: string;
  listed: number;
  /** The first of those that two owners claim. */
  disputed: Disputed[];
  unclaimed: UnclaimedCount;
};

/** People have to look at each of them. */
const mostDisputed = 1_000;

/**
 * Brings an existing Stripe account under Idem: lists its customers and subscriptions once, matches them with users and
 * organizations in the database, and adopts what is beyond doubt. It ends nothing, and pays nothing back.
 *
 * Killed and begun again it goes on: who was adopted is found adopted, and each mark at Stripe is an effect, once.
 *
 * @throws ProviderUnavailable when Stripe does not answer while it lists.
 */
export async function importAccounts(
  { doctor, records }: Importer,
  orders: ImportOrders,
  { signal, tell, onCase }: Watch & { onCase: (one: ImportedCase) => void },
): Promise<Imported> {
  const importId = await doctor.records.beginCheck(orders.askedBy);
  const listed = await surveyForImport(doctor, importId, { signal, tell, keys: orders.keys });
  const expected = await records.findCases(importId, orders.keys);
  const counted = { ...none };
  let done = 0;
  for (let after: Owner | null = null; ; ) {
    signal.throwIfAborted();
    const page: FoundCase[] = await records.cases(importId, after, accountsAtOnce);
    const results = await Promise.all(
      page.map((found) => importCase({ doctor, records }, { importId, orders, found })),
    );
    for (const one of results) {
      counted[countedAs(one)] += 1;
      onCase(one);
    }
    done += page.length;
    after = page.at(-1)?.owner ?? null;
    if (after === null) break;
    tell({ doing: "adopting", done, expected, found: counted.ambiguous });
  }
  const disputed = await records.disputed(importId, orders.keys, mostDisputed);
  const unclaimed = await records.countUnclaimed(importId, orders.keys);
  const findings = counted.ambiguous + disputed.length;
  await doctor.records.finishCheck(importId, { listed, looks: done, findings, isWhole: false });
  return { importId, listed, ...counted, disputed, unclaimed };
}

type Keeping = Watch & { keys: ImportKeys };

async function surveyForImport(
  { lists, charts, records, inPace }: Doctor,
  importId: string,
  { signal, tell, keys }: Keeping,
): Promise<number> {
  const listing = listAll({
    inPace,
    signal,
    tell: (done) => tell({ doing: "listing", done, expected: null, found: 0 }),
  });
  await listing.through(lists.subscriptions, (items) =>
    records.keepSightings(importId, items.map(subscriptionSighted)),
  );
  await listing.through(charts.customers, (items) =>
    records.keepSightings(
      importId,
      items.map((facts) => ({
        ...customerSighted(facts),
        userId: facts.metadata[keys.user] ?? null,
        organizationId: facts.metadata[keys.organization] ?? null,
      })),
    ),
  );
  return listing.listed();
}

type Importing = { importId: string; orders: ImportOrders; found: FoundCase };

async function importCase(
  importer: Importer,
  { importId, orders, found }: Importing,
): Promise<ImportedCase> {
  const verdict = judgeImport(found, orders.policy);
  if (verdict.is !== "adopt" || !orders.isExecuted) return { found, verdict, result: null };
  const { reason } = orders;
  const { owner } = found;
  const result = await adopt(importer, { importId, reason, owner, claims: verdict.claims });
  return { found, verdict, result };
}

const none: Counts = {
  adopted: 0,
  adoptable: 0,
  alreadyAdopted: 0,
  ambiguous: 0,
  refused: 0,
  left: 0,
};

function countedAs({ verdict, result }: ImportedCase): keyof Counts {
  switch (verdict.is) {
    case "adopted":
      return "alreadyAdopted";
    case "ambiguous":
      return "ambiguous";
    case "adopt":
      return result === null ? "adoptable" : result.is;
  }
}
