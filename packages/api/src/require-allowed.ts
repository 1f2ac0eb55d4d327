import { TRPCError } from "@trpc/server";

/** Turns away a caller who has used up a rate limit. */
export function requireAllowed(isAllowed: boolean): void {
  if (!isAllowed)
    throw new TRPCError({
      code: "TOO_MANY_REQUESTS",
      message: "Too many tries. Please wait a minute.",
    });
}
