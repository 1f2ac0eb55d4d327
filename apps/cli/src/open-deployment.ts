import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import {
  type Doctor,
  type ImportRecords,
  type Ports,
  type Reconciler,
  routeEffects,
  usualGraceMs,
  withoutLetters,
} from "@idem/billing";
import { toCheckoutId } from "@idem/domain";
import { writeLetters } from "@idem/mail";
import {
  comparisonTimeoutMs,
  createCatalogue,
  createDoctorRecords,
  createImportRecords,
  createJournal,
  createLane,
  createReconciliations,
  createStore,
  createTransition,
  openDatabase,
} from "@idem/postgres";
import {
  createGateway,
  createPace,
  createStripeCharts,
  createStripeLists,
  looksPerSecond,
  openStripe,
} from "@idem/stripe";

/** What the command must be told of a deployment to work beside its nodes: the same variables as theirs. */
export type Deployment = {
  databaseUrl: string;
  stripe: { secretKey: string; apiBase: string | null };
  /** Where browsers reach it. */
  publicUrl: string;
  /** Who e-mails say they are from: what is found out is told to customers, by the nodes. `null`: nobody is told. */
  mailFrom: string | null;
  /** Requests to Stripe a second; `null`: what its key allows, less what buyers need. */
  callsPerSecond: number | null;
};

export type OpeningOptions = {
  warn?: (message: string) => void;
  graceMs?: number;
};

export type OpenedDeployment = {
  reconciler: Reconciler;
  /** Repairs tell nobody by e-mail: a thousand customers would hear at once of an accident they had not noticed. */
  doctor: Doctor;
  imports: ImportRecords;
  close(): Promise<void>;
};

/** Ten looks at a time, and what they decide. */
const poolSize = 6;

/** Billing on a deployment's own database and Stripe account, as far as work on all accounts needs it. */
export function openDeployment(
  { databaseUrl, stripe: account, publicUrl, mailFrom, callsPerSecond }: Deployment,
  { warn = () => {}, graceMs = usualGraceMs }: OpeningOptions = {},
): OpenedDeployment {
  const { prisma, close } = openDatabase({ url: databaseUrl, poolSize });
  const comparing = openDatabase({
    url: databaseUrl,
    poolSize: 2,
    statementTimeoutMs: comparisonTimeoutMs,
  });
  // In the client itself, because what is one step here may be several requests; and evenly, because nobody waits.
  const pace = createPace(callsPerSecond ?? looksPerSecond(account), { burstMs: 0 });
  const stripe = openStripe(account, { pace });
  const toStripe = createGateway(stripe, { publicUrl, nowMs: Date.now });
  const mail = writeLetters({ from: mailFrom ?? "nobody@localhost", publicUrl });
  const gateway = { ...toStripe, ...routeEffects({ stripe: toStripe, mail }) };
  const lane = createLane(2);
  const { encode } = gateway;
  const transition = createTransition(prisma, { encode, lane, now: () => new Date() });
  const lists = createStripeLists(stripe);
  const passes = createReconciliations(prisma);
  const inPace = <T>(call: () => Promise<T>): Promise<T> => call();
  const silent: Ports = {
    gateway,
    transition: withoutLetters(transition),
    journal: createJournal(prisma, { transition, encode, lane }),
    store: createStore(prisma),
    catalogue: createCatalogue(prisma),
    meter: { customer: () => {}, effect: () => {}, webhook: () => {} },
    log: { info: () => {}, warn: (_facts, message) => warn(message) },
    nowMs: Date.now,
    newCheckoutId: () => toCheckoutId(`chk_${randomUUID().replaceAll("-", "")}`),
    pause: (ms) => pause(ms),
  };
  const ports = mailFrom === null ? silent : { ...silent, transition };
  return {
    reconciler: { ports, lists, passes, inPace, graceMs },
    doctor: {
      ports: silent,
      lists,
      charts: createStripeCharts(stripe),
      records: createDoctorRecords(comparing.prisma),
      passes,
      inPace,
    },
    imports: createImportRecords(comparing.prisma),
    close: async () => {
      await comparing.close();
      await close();
    },
  };
}
