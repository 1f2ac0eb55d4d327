import { openMail } from "@idem/mail";
import { createAuth } from "./auth/create-auth.ts";
import { createMailer } from "./auth/mailer.ts";
import { trustedOrigins } from "./auth/trusted-origins.ts";
import { compose, type Decorate } from "./compose.ts";
import { createAccounts } from "./create-accounts.ts";
import { createLimits } from "./create-limits.ts";
import { createTurnstiles } from "./create-turnstiles.ts";
import { createWorker } from "./create-worker.ts";
import { createDemo } from "./demo/create-demo.ts";
import { seedDemo } from "./demo/demo-logins.ts";
import { createApp } from "./http/create-app.ts";
import { loadSite } from "./http/load-site.ts";
import { createLogger } from "./log/create-logger.ts";
import { createMetrics } from "./metrics/create-metrics.ts";
import { openPort } from "./open-port.ts";
import { rateRules } from "./rate-rules.ts";
import type { ServeConfig, Served } from "./serve-config.ts";

export type Around = { decorate?: Decorate; nowMs?: () => number };

/** A deploy waits this long for requests on their way; a call to Stripe takes at most as long. */
const graceMs = 10_000;

/** An effect or event that a dead node left behind is taken up within 5 s (G4): a lease of 2 s, then at most this. */
const defaultSweepIntervalMs = 1_000;

/**
 * Starts one server process: database, Stripe, worker and HTTP. Any number may run on the same database. Throws if the
 * port is in use or demo users are asked for in production; whatever was opened until then is closed again.
 * With `nowMs` it lives at the time of Stripe's test clocks.
 */
export async function serve(
  config: ServeConfig,
  { decorate = (ports) => ports, nowMs = Date.now }: Around = {},
): Promise<Served> {
  if (config.isProduction && config.seedDemo)
    throw new Error("Demo users have well-known passwords and are never made in production.");
  await using opened = new AsyncDisposableStack();
  const closing = new AbortController();
  const logger = createLogger(config.logLevel);
  const port = await openPort(config.host, config.port);
  opened.defer(() => port.close(0));

  const publicUrl = new URL(config.publicUrl ?? `http://localhost:${port.number}`).origin;
  const origins = trustedOrigins(publicUrl, config.isProduction);
  const rules = rateRules(config.isProduction, config.rateRules);
  const metrics = createMetrics(
    () => composition.readBacklog(),
    () => composition.readFindings(),
    () => composition.readDiagnoses(),
  );
  const turnstiles = createTurnstiles();
  const mail = config.mail ? openMail({ ...config.mail, publicUrl }) : null;
  const composition = compose({
    config,
    publicUrl,
    logger,
    meter: metrics,
    turnstiles,
    mail,
    decorate,
    closing: closing.signal,
    nowMs,
  });
  opened.defer(composition.close);
  const mailer = createMailer(mail, { publicUrl, logger });
  opened.defer(mailer.finish);

  const accounts = createAccounts(composition.accounts, composition.billing);
  const auth = createAuth({
    prisma: composition.prisma,
    secret: config.authSecret,
    publicUrl,
    trustedOrigins: origins,
    rateRules: rules,
    mailer,
    onPersonChanged: async (person) => {
      await accounts.ownAccount(person);
    },
    logger,
  });
  if (config.seedDemo) await Promise.all([seedDemo(auth), composition.seedDemoCatalogue()]);
  const site = config.webRoot === null ? null : await loadSite(config.webRoot);

  const worker = createWorker(composition.tasks, {
    intervalMs: config.sweepIntervalMs ?? defaultSweepIntervalMs,
    logger,
  });
  opened.defer(worker.stop);
  const app = createApp({
    publicUrl,
    trustedOrigins: origins,
    proxyHops: config.proxyHops ?? 0,
    stripe: config.stripe,
    api: {
      billing: composition.billing,
      admin: composition.admin,
      accounts,
      limits: createLimits(rules),
      demo: createDemo(config, { auth, accounts, billing: composition.billing, logger }),
    },
    auth,
    receiveWebhook: async (rawBody, signature) => {
      const received = await composition.receiveWebhook(rawBody, signature);
      worker.nudge();
      return received;
    },
    isDatabaseUp: composition.isDatabaseUp,
    webhooks: composition.webhooks,
    site,
    metrics,
    logger,
    turnstiles,
    closing: closing.signal,
  });
  opened.defer(() => port.close(graceMs));
  port.answerWith((request, env) => app.fetch(request, env));
  logger.info({ url: publicUrl, port: port.number }, "listening");

  const everything = opened.move();
  return {
    url: publicUrl,
    close: once(async () => {
      logger.info("closing");
      closing.abort();
      await everything.disposeAsync();
      logger.info("closed");
    }),
  };
}

/** Ctrl-C twice, or two signals at once, close one time; both wait for its end. */
function once(work: () => Promise<void>): () => Promise<void> {
  let result: Promise<void> | null = null;
  return () => {
    result ??= work();
    return result;
  };
}
