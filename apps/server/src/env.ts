import path from "node:path";
import { z } from "zod";
import { StartupRefusal } from "./embedded/startup-refusal.ts";
import { type MailEnv, mailFrom, mailShape } from "./env-mail.ts";
import type { LogLevel } from "./log/create-logger.ts";

/** What the environment says, checked. Where a part is `null`, Idem brings its own. */
export type Env = {
  isProduction: boolean;
  host: string;
  /** 0 takes any free port. */
  port: number;
  publicUrl: string | null;
  /** Absolute. */
  home: string;
  databaseUrl: string | null;
  /** Connections of this process. */
  poolSize: number;
  /** How many proxies in front of us append to `X-Forwarded-For`. */
  proxyHops: number;
  /** How many hours lie between two passes over all accounts; 0 for none. */
  reconcileEveryHours: number;
  /** How many hours lie between two checks of all accounts by the doctor; 0 for none. */
  doctorEveryHours: number;
  stripe: StripeAccount | null;
  /** 0 takes any free port. */
  localStripePort: number;
  /** `null`: nobody has said anything about e-mails. */
  mail: MailEnv | null;
  /** 0 takes any free port. */
  localMailboxPort: number;
  authSecret: string | null;
  logLevel: LogLevel;
};

export type StripeAccount = {
  secretKey: string;
  publishableKey: string;
  webhookSecrets: readonly string[];
  apiBase: string | null;
  scriptUrl: string | null;
};

/** The shortest secret that cannot be tried out. */
const secretLength = 32;

/**
 * Reads the environment, the only place of the server that does.
 *
 * @throws StartupRefusal naming the variable, what it must be, and never its value if that may be a secret.
 */
export function readEnv(variables: NodeJS.ProcessEnv = process.env): Env {
  // An empty value is how compose files and CI systems say "not set".
  const set = Object.entries(variables).filter(([, value]) => value?.trim());
  const parsed = shape.safeParse(Object.fromEntries(set));
  if (!parsed.success) {
    const sentences = parsed.error.issues.map(
      (issue) => `${issue.path.join(".")} ${issue.message}.`,
    );
    throw new StartupRefusal(sentences.join(" "));
  }
  const env = parsed.data;
  const isProduction = env.NODE_ENV === "production";
  const stripe = stripeAccount(env);
  const mail = mailFrom(env);
  if (isProduction) refuseInProduction(env, { stripe, mail });
  return {
    isProduction,
    // A development server knows demo passwords; only this machine may reach it unless told otherwise.
    host: env.HOST ?? (isProduction ? "0.0.0.0" : "127.0.0.1"),
    port: env.PORT,
    publicUrl: env.IDEM_URL ?? null,
    home: path.resolve(env.IDEM_HOME),
    databaseUrl: env.DATABASE_URL ?? null,
    poolSize: env.DATABASE_POOL_SIZE,
    proxyHops: env.PROXY_HOPS,
    reconcileEveryHours: env.RECONCILE_EVERY_HOURS,
    doctorEveryHours: env.DOCTOR_EVERY_HOURS,
    stripe,
    localStripePort: env.LOCAL_STRIPE_PORT,
    mail,
    localMailboxPort: env.LOCAL_MAILBOX_PORT,
    authSecret: env.BETTER_AUTH_SECRET ?? null,
    logLevel: env.LOG_LEVEL,
  };
}

const port = (usual: number) => {
  const message = "must be a port number from 0 to 65535";
  return z.coerce
    .number({ message })
    .int(message)
    .min(0, message)
    .max(65_535, message)
    .default(usual);
};

const count = (usual: number, least: number, most: number) => {
  const message = `must be a whole number from ${least} to ${most}`;
  return z.coerce
    .number({ message })
    .int(message)
    .min(least, message)
    .max(most, message)
    .default(usual);
};

const address = (protocols: readonly string[], example: string) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    message: `must be an address such as ${example}`,
  });

const web = ["http:", "https:"];
const starting = (...starts: readonly string[]) =>
  z.string().refine((text) => starts.some((start) => text.startsWith(start)), {
    message: `must start with ${starts.join(" or ")}`,
  });

const shape = z.object({
  NODE_ENV: z.string().optional(),
  PORT: port(3000),
  HOST: z.string().optional(),
  IDEM_URL: address(web, "https://billing.example.com").optional(),
  IDEM_HOME: z.string().default(".idem"),
  DATABASE_URL: address(
    ["postgresql:", "postgres:"],
    "postgresql://user:password@host:5432/idem",
  ).optional(),
  // Fewer than two, and a decision could keep every read waiting.
  DATABASE_POOL_SIZE: count(10, 2, 500),
  PROXY_HOPS: count(0, 0, 10),
  // Nightly; beyond a week a missed webhook would be missed for longer than anybody looks back.
  RECONCILE_EVERY_HOURS: count(24, 0, 168),
  DOCTOR_EVERY_HOURS: count(24, 0, 168),
  STRIPE_SECRET_KEY: starting("sk_", "rk_").optional(),
  STRIPE_PUBLISHABLE_KEY: starting("pk_").optional(),
  STRIPE_WEBHOOK_SECRET: starting("whsec_").optional(),
  STRIPE_API_BASE: address(web, "http://127.0.0.1:12111").optional(),
  STRIPE_SCRIPT_URL: address(web, "http://127.0.0.1:12111/v3/").optional(),
  LOCAL_STRIPE_PORT: port(12_111),
  ...mailShape,
  LOCAL_MAILBOX_PORT: port(12_112),
  BETTER_AUTH_SECRET: z
    .string()
    .min(secretLength, `must have at least ${secretLength} characters`)
    .optional(),
  LOG_LEVEL: z
    .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"], {
      message: "must be one of fatal, error, warn, info, debug, trace, silent",
    })
    .default("info"),
});

type Variables = z.infer<typeof shape>;

function stripeAccount(env: Variables): StripeAccount | null {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_PUBLISHABLE_KEY: publishableKey } = env;
  const webhookSecret = env.STRIPE_WEBHOOK_SECRET;
  const isAny = secretKey ?? publishableKey ?? webhookSecret ?? env.STRIPE_API_BASE;
  if (isAny === undefined) return null;
  if (secretKey === undefined || publishableKey === undefined || webhookSecret === undefined) {
    throw new StartupRefusal(
      "STRIPE_SECRET_KEY, STRIPE_PUBLISHABLE_KEY and STRIPE_WEBHOOK_SECRET go together: set all three, or none to use the local Stripe.",
    );
  }
  return {
    secretKey,
    publishableKey,
    webhookSecrets: webhookSecret.split(",").map((secret) => secret.trim()),
    apiBase: env.STRIPE_API_BASE ?? null,
    scriptUrl: env.STRIPE_SCRIPT_URL ?? null,
  };
}

type Parts = { stripe: StripeAccount | null; mail: MailEnv | null };

function refuseInProduction(env: Variables, { stripe, mail }: Parts): void {
  if (stripe === null) {
    throw new StartupRefusal(
      "The local Stripe is not for production: set STRIPE_SECRET_KEY, STRIPE_PUBLISHABLE_KEY and STRIPE_WEBHOOK_SECRET.",
    );
  }
  // Receipts and password resets that nobody gets are noticed by customers first.
  if (mail === null) {
    throw new StartupRefusal(
      "SMTP_URL (or MAIL_API_KEY) and MAIL_FROM must be set in production; SMTP_URL=none says that no e-mail is sent.",
    );
  }
  if (env.BETTER_AUTH_SECRET === undefined) {
    throw new StartupRefusal(
      "BETTER_AUTH_SECRET must be set in production, to the same value on every node.",
    );
  }
  // One character again and again is long and still a placeholder.
  if (new Set(env.BETTER_AUTH_SECRET).size < 10) {
    throw new StartupRefusal("BETTER_AUTH_SECRET must be random in production.");
  }
  if (env.IDEM_URL === undefined) {
    throw new StartupRefusal(
      "IDEM_URL must be set in production, to the address that browsers use.",
    );
  }
}
