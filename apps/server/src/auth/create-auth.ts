import { createHash } from "node:crypto";
import type { Viewer } from "@idem/api";
import { passwordLength } from "@idem/domain";
import type { Database } from "@idem/postgres";
import { betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { isAPIError } from "better-auth/api";
import { admin, bearer, organization } from "better-auth/plugins";
import type { Logger } from "pino";
import type { RateRules } from "../rate-rules.ts";
import { finishCutSignUp } from "./finish-cut-sign-up.ts";
import { logTo } from "./log-to.ts";
import type { Mailer } from "./mailer.ts";
import { organizationAccess, organizationRoles, personAccess, personRoles } from "./roles.ts";
import { toViewer } from "./to-viewer.ts";

/** Where the client's address is handed over; whatever a client itself sends in it is overwritten. */
export const clientAddressHeader = "x-idem-client-address";

export type AuthOptions = {
  prisma: Database["prisma"];
  secret: string;
  publicUrl: string;
  trustedOrigins: readonly string[];
  rateRules: RateRules;
  mailer: Mailer;
  /** Somebody has another name or e-mail now. */
  onPersonChanged: (person: Viewer) => Promise<void>;
  logger: Logger;
};

export type Auth = ReturnType<typeof createAuth>;

export type NewPerson = { email: string; password: string; name: string; role: Viewer["role"] };

/**
 * Sign-up, sign-in, sessions, organizations and roles. Sessions live in the database and are asked for at each request,
 * so that signing out and banning take effect at once, on every node.
 */
export function createAuth(options: AuthOptions) {
  const auth = betterAuth(betterAuthOptions(options));
  return {
    handle: (request: Request): Promise<Response> => auth.handler(request),

    /** Who sent the headers, by session cookie or bearer token; `null` for a visitor. */
    viewer: async (headers: Headers): Promise<Viewer | null> => {
      const hasBearer = headers.has("authorization");
      if (!hasBearer && !headers.has("cookie")) return null;
      // A browser's session is prolonged where its cookie can be renewed with it: by its own call of get-session.
      const session = await auth.api.getSession({ headers, query: { disableRefresh: !hasBearer } });
      return session === null ? null : toViewer(session.user, session.session);
    },

    /** Makes sure that a person can sign in; one who is already there keeps their password. Answers their id. */
    ensurePerson: async (person: NewPerson): Promise<string> => {
      const { internalAdapter } = await auth.$context;
      const find = async () => (await internalAdapter.findUserByEmail(person.email))?.user;
      // Two processes that start at once both find nobody; the address is unique, so one of them fails and finds.
      const signUpOrFind = async () => {
        const { email, password, name } = person;
        try {
          return (await auth.api.signUpEmail({ body: { email, password, name } })).user;
        } catch (error) {
          const found = await find();
          if (found === undefined) throw error;
          return found;
        }
      };
      const { id } = (await find()) ?? (await signUpOrFind());
      await internalAdapter.updateUser(id, { role: person.role });
      return id;
    },

    /** Every path below `/api/auth`, as patterns, e.g. `/reset-password/:token`. */
    paths: new Set(Object.values(auth.api).map((endpoint) => endpoint.path)),
  };
}

/**
 * Browsers keep cookies by host without the port. With names that differ by secret, two Idems side by side on one
 * machine do not sign each other out, and the nodes of one know each other's cookies.
 */
const fingerprint = (secret: string): string =>
  createHash("sha256").update(`cookie name ${secret}`).digest("hex").slice(0, 6);

/** Whoever is changed is not there: nothing fresh is known of them. */
const noSession = { createdAt: new Date(0) };

function betterAuthOptions({
  prisma,
  secret,
  publicUrl,
  trustedOrigins,
  rateRules,
  mailer,
  onPersonChanged,
  logger,
}: AuthOptions) {
  const url = new URL(publicUrl);
  const perMinute = (max: number) => ({ window: 60, max });
  return {
    appName: "Idem",
    baseURL: publicUrl,
    basePath: "/api/auth",
    secret,
    trustedOrigins: [...trustedOrigins],
    // No transaction: sign-up would hash the password inside it, and hold a connection for as long.
    database: prismaAdapter(prisma, { provider: "postgresql", transaction: false }),
    // scrypt (N 16384, r 16) of node:crypto, in its thread pool: some 60 ms of one core and 32 MB for each sign-in.
    emailAndPassword: {
      enabled: true,
      minPasswordLength: passwordLength.min,
      maxPasswordLength: passwordLength.max,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: async ({ user, url: link }: { user: { email: string }; url: string }) =>
        mailer.passwordReset({ to: user.email, url: link }),
    },
    hooks: { before: finishCutSignUp },
    databaseHooks: {
      user: {
        update: {
          // What is missed here is followed at their next visit to the billing page.
          after: async (user: Parameters<typeof toViewer>[0]) =>
            onPersonChanged(toViewer(user, noSession)).catch((error: unknown) =>
              logger.error({ err: error }, "auth: a changed name or e-mail was not passed on"),
            ),
        },
      },
    },
    session: { cookieCache: { enabled: false } },
    plugins: [
      organization({
        ac: organizationAccess,
        roles: organizationRoles,
        disableOrganizationDeletion: true,
        sendInvitationEmail: async ({ email, id, organization: { name } }) =>
          mailer.invitation({ to: email, organizationName: name, invitationId: id }),
      }),
      admin({ ac: personAccess, roles: personRoles, adminRoles: ["admin"], defaultRole: "user" }),
      bearer(),
    ],
    rateLimit: {
      enabled: true,
      storage: "database" as const,
      ...perMinute(600),
      customRules: {
        "/get-session": false as const,
        "/sign-in/*": perMinute(rateRules.signInsPerMinute),
        "/sign-up/*": perMinute(rateRules.signUpsPerMinute),
        "/request-password-reset": perMinute(rateRules.resetsPerMinute),
        "/reset-password/*": perMinute(rateRules.signInsPerMinute),
        "/change-password": perMinute(rateRules.signInsPerMinute),
        "/verify-password": perMinute(rateRules.signInsPerMinute),
      },
    },
    advanced: {
      ipAddress: { ipAddressHeaders: [clientAddressHeader], ipv6Subnet: 64 },
      useSecureCookies: url.protocol === "https:",
      cookiePrefix: `idem-${fingerprint(secret)}`,
      // A session and its person in one statement: every request of somebody signed in asks for both.
      database: { joins: true },
      // Spelled out, because the library would skip both where NODE_ENV is "test".
      disableOriginCheck: false,
      disableCSRFCheck: false,
    },
    telemetry: { enabled: false },
    logger: { level: "warn" as const, log: logTo(logger) },
    onAPIError: {
      onError: (error: unknown) => {
        // What was refused is in the access log, with its status.
        if (!isAPIError(error) || error.status === "INTERNAL_SERVER_ERROR")
          logger.error({ err: error }, "auth: a request failed");
      },
    },
  };
}
