import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import {
  type Admin,
  type Billing,
  createAdmin,
  createBilling,
  type Doctor,
  type FailedEvents,
  type Gateway,
  type Meter,
  type Ports,
  ProviderUnavailable,
  processEvents,
  routeEffects,
  sweepEffects,
  tellGivenUp,
  usualGraceMs,
  withoutLetters,
} from "@idem/billing";
import { toCheckoutId } from "@idem/domain";
import type { Mail } from "@idem/mail";
import {
  type AccountStore,
  addCustomerAnswers,
  type Backlog,
  comparisonTimeoutMs,
  countPoolSize,
  countTimeoutMs,
  createAccountStore,
  createAdminStore,
  createCatalogue,
  createDoctorRecords,
  createInbox,
  createJournal,
  createLane,
  createPlanWorks,
  createReconciliations,
  createStore,
  createTransition,
  type Database,
  type Diagnoses,
  type Findings,
  openDatabase,
  readBacklog,
  readDiagnoses,
  readFindings,
} from "@idem/postgres";
import {
  createAdminReads,
  createGateway,
  createPace,
  createStripeCharts,
  createStripeLists,
  looksPerSecond,
  openStripe,
} from "@idem/stripe";
import type { Logger } from "pino";
import { seedCatalogue, seedPromotions } from "./catalogue/seed-catalogue.ts";
import { createDoctorTask } from "./create-doctor-task.ts";
import { createMailTasks } from "./create-mail-tasks.ts";
import { createPlanTask } from "./create-plan-task.ts";
import { createReceiver } from "./create-receiver.ts";
import { createReconcileTask } from "./create-reconcile-task.ts";
import type { Turnstiles } from "./create-turnstiles.ts";
import type { Task } from "./create-worker.ts";
import { every, everyHour } from "./every.ts";
import type { ReceiveWebhook } from "./http/webhook-door.ts";
import { isDatabaseUp } from "./is-database-up.ts";
import { countEffects } from "./metrics/count-effects.ts";
import { createTally } from "./metrics/create-tally.ts";
import { noMail } from "./no-mail.ts";
import type { ServeConfig } from "./serve-config.ts";
import { standAside } from "./stand-aside.ts";
import { readWebhooksSignal, type WebhooksSignal } from "./webhooks-signal.ts";

export type Composition = {
  billing: Billing;
  admin: Admin;
  accounts: AccountStore;
  prisma: Database["prisma"];
  receiveWebhook: ReceiveWebhook;
  /** Events that were given up: for people to see, and to have tried again. */
  failedEvents: FailedEvents;
  /** What the worker repeats. */
  tasks: Readonly<Record<string, Task>>;
  readBacklog(): Promise<Backlog>;
  readFindings(): Promise<Findings | null>;
  readDiagnoses(): Promise<Diagnoses | null>;
  webhooks(): Promise<WebhooksSignal>;
  isDatabaseUp(): Promise<boolean>;
  /** Brings the demo plans and codes to Stripe. When Stripe does not answer, those of an earlier start remain. */
  seedDemoCatalogue(): Promise<void>;
  close(): Promise<void>;
};

export type Surroundings = {
  config: Pick<
    ServeConfig,
    | "databaseUrl"
    | "poolSize"
    | "stripe"
    | "looksPerSecond"
    | "reconcileEveryHours"
    | "doctorEveryHours"
    | "reconcileGraceMs"
  >;
  publicUrl: string;
  logger: Logger;
  meter: Meter;
  turnstiles: Turnstiles;
  /** `null`: no e-mails. */
  mail: Mail | null;
  decorate: Decorate;
  /** Aborted when the node closes. */
  closing: AbortSignal;
  /** What our own decisions take for the present; keys, leases and signatures go by the real time. */
  nowMs: () => number;
};

/** Puts something around the ports: a test watches what passes, holds it up, or ends the process there. */
export type Decorate = (ports: Ports) => Ports;

/** Fills billing's ports with PostgreSQL, Stripe and the mail server. Opens the pool, which connects when first used. */
export function compose({
  config,
  publicUrl,
  logger,
  meter,
  turnstiles,
  mail,
  decorate,
  closing,
  nowMs,
}: Surroundings): Composition {
  const database = openDatabase({ url: config.databaseUrl, poolSize: config.poolSize });
  const { prisma } = database;
  // Connected only while there is something to compare.
  const comparing = openDatabase({
    url: config.databaseUrl,
    poolSize: 2,
    statementTimeoutMs: comparisonTimeoutMs,
  });
  // Nobody waits for a count, and no page for a connection that counts.
  const counting = openDatabase({
    url: config.databaseUrl,
    poolSize: countPoolSize,
    statementTimeoutMs: countTimeoutMs,
  });
  const stripe = openStripe(config.stripe);
  const toStripe = createGateway(stripe, { publicUrl, nowMs: Date.now });
  const systems = { stripe: toStripe, mail: mail?.system ?? noMail };
  const gateway: Gateway = { ...toStripe, ...routeEffects(systems) };
  const lane = createLane(laneWidth(config.poolSize));
  const { encode } = gateway;
  const transition = createTransition(prisma, { encode, lane, now: () => new Date(nowMs()) });
  const inbox = createInbox(database, (error) =>
    logger.error({ err: error }, "the queue of webhooks has a background fault"),
  );
  const tally = createTally((counts) => addCustomerAnswers(prisma, counts));
  const parts: Ports = {
    gateway,
    transition: mail === null ? withoutLetters(transition) : transition,
    journal: countEffects(createJournal(prisma, { transition, encode, lane }), meter),
    store: createStore(prisma),
    catalogue: createCatalogue(prisma),
    meter: {
      ...meter,
      customer: (result) => {
        meter.customer(result);
        tally.add(result);
      },
    },
    log: logger,
    nowMs,
    newCheckoutId: () => toCheckoutId(`chk_${randomUUID().replaceAll("-", "")}`),
    pause: (ms) => pause(ms),
  };
  const ports = decorate(standAside(parts, turnstiles));
  const billing = createBilling(ports);
  const passes = createReconciliations(prisma);
  const reads = createAdminReads(stripe);
  const { bells } = turnstiles;
  const inPace = createPace(config.looksPerSecond ?? looksPerSecond(config.stripe));
  const graceMs = config.reconcileGraceMs ?? usualGraceMs;
  const looking = {
    ports,
    lists: createStripeLists(stripe),
    passes,
    inPace: <T>(read: () => Promise<T>) => inPace(() => bells.enter(() => bells.aside(read))),
  };
  const reconcile = createReconcileTask(
    { ...looking, graceMs },
    { everyHours: config.reconcileEveryHours ?? 0, worker: randomUUID(), logger },
  );
  const doctor: Doctor = {
    ...looking,
    charts: createStripeCharts(stripe),
    records: createDoctorRecords(comparing.prisma),
  };
  const works = createPlanWorks(prisma);
  const admin = createAdmin({
    ports,
    store: createAdminStore(prisma, counting.prisma),
    reads,
    passes,
    failedEvents: inbox,
    // What a page shows does not wait for a comparison.
    doctor: { ...doctor, records: createDoctorRecords(prisma) },
    lists: looking.lists,
    works,
  });
  const work = () => processEvents(ports, inbox, (look) => inPace(() => bells.enter(look)));
  return {
    billing: { ...billing, status: (question) => bells.enter(() => billing.status(question)) },
    admin,
    accounts: createAccountStore(prisma, randomUUID),
    prisma,
    failedEvents: inbox,
    receiveWebhook: createReceiver(inbox, { secrets: config.stripe.webhookSecrets, meter, logger }),
    tasks: {
      effects: () => sweepEffects(ports, "stripe"),
      ...(mail === null ? {} : createMailTasks(ports, prisma)),
      events: work,
      // A second hand takes the next customers while the first one waits for the last of its answers.
      "more events": work,
      "events given up": every(givenUpEveryMs, {
        work: () => tellGivenUp(ports, inbox),
        nowMs: ports.nowMs,
      }),
      "customers counted": every(tallyEveryMs, { work: tally.flush, nowMs: Date.now }),
      "events without a turn": everyHour(inbox.adopt, ports.nowMs),
      reconcile,
      doctor: createDoctorTask(doctor, {
        everyHours: config.doctorEveryHours ?? 0,
        ...{ graceMs, logger, closing },
      }),
      plans: createPlanTask(doctor, { works, worker: randomUUID(), closing, logger }),
    },
    readBacklog: () => readBacklog(prisma),
    readFindings: () => readFindings(prisma),
    readDiagnoses: () => readDiagnoses(prisma),
    webhooks: () => readWebhooksSignal(prisma),
    isDatabaseUp: () => isDatabaseUp(prisma),
    seedDemoCatalogue: async () => {
      try {
        await seedCatalogue({ stripe, prisma });
        await seedPromotions({ stripe, nowMs: Date.now() });
      } catch (error) {
        if (!(error instanceof ProviderUnavailable)) throw error;
        logger.warn({ err: error }, "Stripe does not answer: the demo catalogue stays as it is");
      }
    },
    close: async () => {
      await tally.flush().catch(() => null);
      await inbox.close();
      await comparing.close();
      await counting.close();
      await database.close();
    },
  };
}

/** One small write of each node, for a picture by the day. */
const tallyEveryMs = 10_000;

/** Somebody has to mend something first: nobody waits for this, and every webhook would ask for it else. */
const givenUpEveryMs = 2_000;

/**
 * Decisions and claims may use a fifth of the pool, two of ten: what they need most is this process's own time, and
 * more of them at once serve nobody sooner.
 */
const laneWidth = (poolSize: number): number => Math.max(1, Math.floor(poolSize / 5));
