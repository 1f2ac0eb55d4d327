import type { MailRoute } from "@idem/mail";
import type { LogLevel } from "./log/create-logger.ts";
import type { RateRules } from "./rate-rules.ts";

/** Everything a server process must be told. Nothing below it reads the environment. */
export type ServeConfig = {
  host: string;
  /** 0 takes any free port; `serve` answers which. */
  port: number;
  /** Where browsers reach us, without a path, e.g. `https://billing.example.com`; `null` means `http://localhost:<port>`. */
  publicUrl: string | null;
  databaseUrl: string;
  /** Connections of this process. Calls to Stripe hold none, so ten serve hundreds of buyers. */
  poolSize: number;
  stripe: {
    secretKey: string;
    publishableKey: string;
    /** More than one while a secret is being rolled: an event signed by any of them is accepted. */
    webhookSecrets: readonly string[];
    /** Another host that speaks Stripe's API, e.g. `http://127.0.0.1:12111`; `null` is Stripe itself. */
    apiBase: string | null;
    /** Where the browser gets `window.Stripe`; `null` is Stripe's own script. */
    scriptUrl: string | null;
  };
  /** How e-mails go; `null`, the default: none are sent, and what would be told by them is not written down. */
  mail?: { from: string; route: MailRoute } | null;
  /** Signs session cookies and reset links; at least 32 random characters. */
  authSecret: string;
  isProduction: boolean;
  logLevel: LogLevel;
  /** Folder with the built SPA; `null` serves the API only. */
  webRoot: string | null;
  /** Makes the demo plans, codes and users, these with well-known passwords. Refused in production. */
  seedDemo: boolean;
  /** How many proxies in front of us append to `X-Forwarded-For`; 0 (default) trusts the socket's address only. */
  proxyHops?: number;
  /** How often this node looks for effects and events that nobody finished; default 1 s. */
  sweepIntervalMs?: number;
  /** How many customers this node's worker looks at in a second, at most; by default what Stripe allows. */
  looksPerSecond?: number;
  /** A pass compares all accounts with Stripe every so many hours, one at 03:00 UTC; 0 (default): this node takes no part. */
  reconcileEveryHours?: number;
  /** The doctor checks all accounts every so many hours, once at 05:00 UTC; 0 (default): this node takes no part. */
  doctorEveryHours?: number;
  /** How long a difference, or a finding, must last to be told, ms; a minute by default. */
  reconcileGraceMs?: number;
  rateRules?: Partial<RateRules>;
};

export type Served = { url: string; close(): Promise<void> };
