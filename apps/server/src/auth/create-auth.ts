import type { Viewer } from "@idem/api";
import type { Database } from "@idem/postgres";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { betterAuth } from "better-auth";
import { admin, bearer, organization } from "better-auth/plugins";
import type { Logger } from "pino";
import type { RateRules } from "../rate-rules.ts";
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
  logger: Logger;
};

export type Auth = ReturnType<typeof createAuth>;

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
      return session === null ? null : toViewer(session.user);
    },

    /** Signs a person up with a password. Throws if the address is taken. */
    signUp: (person: { email: string; password: string; name: string }) =>
      auth.api.signUpEmail({ body: person }),

    /** Every path below `/api/auth`, as patterns, e.g. `/reset-password/:token`. */
    paths: new Set(Object.values(auth.api).map((endpoint) => endpoint.path)),
  };
}

function betterAuthOptions({ prisma, secret, publicUrl, trustedOrigins, rateRules, mailer, logger }: AuthOptions) {
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
      minPasswordLength: 10,
      maxPasswordLength: 128,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: ({ user, url: link }: { user: { email: string }; url: string }) =>
        mailer.passwordReset({ to: user.email, url: link }),
    },
    session: { cookieCache: { enabled: false } },
    plugins: [
      organization({
        ac: organizationAccess,
        roles: organizationRoles,
        disableOrganizationDeletion: true,
        sendInvitationEmail: ({ email, id, organization: { name } }) =>
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
      // Browsers keep cookies by host without the port: two Idems side by side would sign each other out.
      cookiePrefix: url.port === "" ? "idem" : `idem-${url.port}`,
    },
    telemetry: { enabled: false },
    logger: {
      level: "warn" as const,
      log: (level: "debug" | "info" | "warn" | "error", message: string, ...details: unknown[]) =>
        logger[level]({ err: details.find((detail) => detail instanceof Error) }, `auth: ${message}`),
    },
  };
}
