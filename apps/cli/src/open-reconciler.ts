import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { type Reconciler, routeEffects, usualGraceMs, withoutLetters } from "@idem/billing";
import { toCheckoutId } from "@idem/domain";
import { writeLetters } from "@idem/mail";
import {
  createCatalogue,
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
};

/** Ten looks at a time, and what they decide. */
const poolSize = 6;

/** Billing on a deployment's own database and Stripe account, as far as a pass over all accounts needs it. */
export function openReconciler(
  { databaseUrl, stripe: account, publicUrl, mailFrom }: Deployment,
  { warn, graceMs = usualGraceMs }: { warn: (message: string) => void; graceMs?: number },
): { reconciler: Reconciler; close(): Promise<void> } {
  const { prisma, close } = openDatabase({ url: databaseUrl, poolSize });
  const stripe = openStripe(account);
  const toStripe = createGateway(stripe, { publicUrl, nowMs: Date.now });
  const mail = writeLetters({ from: mailFrom ?? "nobody@localhost", publicUrl });
  const gateway = { ...toStripe, ...routeEffects({ stripe: toStripe, mail }) };
  const lane = createLane(2);
  const { encode } = gateway;
  const transition = createTransition(prisma, { encode, lane, now: () => new Date() });
  const reconciler: Reconciler = {
    ports: {
      gateway,
      transition: mailFrom === null ? withoutLetters(transition) : transition,
      journal: createJournal(prisma, { transition, encode, lane }),
      store: createStore(prisma),
      catalogue: createCatalogue(prisma),
      meter: { customer: () => {}, effect: () => {}, webhook: () => {} },
      log: { info: () => {}, warn: (_facts, message) => warn(message) },
      nowMs: Date.now,
      newCheckoutId: () => toCheckoutId(`chk_${randomUUID().replaceAll("-", "")}`),
      pause: (ms) => pause(ms),
    },
    lists: createStripeLists(stripe),
    passes: createReconciliations(prisma),
    inPace: createPace(looksPerSecond(account)),
    graceMs,
  };
  return { reconciler, close };
}
