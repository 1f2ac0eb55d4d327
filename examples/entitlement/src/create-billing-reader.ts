import { type AppRouter, createIdemClient } from "@idem/client";
import { isTRPCClientError } from "@trpc/client";
import { LRUCache } from "lru-cache";
import type { Knowledge, Standing } from "./decide-entitlement.ts";

/** How the caller proves who they are: passed on to Idem as it came. */
export type Credential = { authorization: string } | { cookie: string };

export type BillingReader = (
  credential: Credential,
) => Promise<Knowledge | { is: "not_signed_in" }>;

export type ReaderOptions = {
  idemUrl: string;
  /** An answer this young is given again without asking. It is also how late an upgrade or an end is noticed. */
  freshMs: number;
  /** How long the last answer still counts while Idem does not answer. */
  graceMs: number;
  /** Longer than Idem's read takes by far, and shorter than our own callers wait. */
  timeoutMs: number;
  nowMs: () => number;
};

type Remembered = { standing: Standing; atMs: number };

/** More callers than that at once push out those who were not seen for longest. */
const maxCallers = 10_000;

/**
 * Reads a caller's standing from Idem and remembers it for a moment. Never throws: an Idem that is slow or down
 * makes an answer stale or unknown, and what that means is each feature's own decision.
 */
export function createBillingReader(options: ReaderOptions): BillingReader {
  const { freshMs, graceMs, nowMs } = options;
  const answers = new LRUCache<string, Remembered>({ max: maxCallers });
  const asking = new Map<string, ReturnType<BillingReader>>();

  async function read(caller: string, credential: Credential): ReturnType<BillingReader> {
    const known = answers.get(caller);
    if (known && nowMs() - known.atMs < freshMs) return fresh(known);
    const answer = await ask(options, credential);
    switch (answer.is) {
      case "answered": {
        const { standing } = answer;
        answers.set(caller, { standing, atMs: nowMs() });
        return fresh(answer);
      }
      case "not_signed_in":
        // Signed out, or the session has ended: what was known about it must not outlive it.
        answers.delete(caller);
        return answer;
      case "no_answer":
        return known && nowMs() - known.atMs < graceMs
          ? { is: "known", standing: known.standing, isStale: true }
          : { is: "unknown" };
    }
  }

  return (credential) => {
    const caller = JSON.stringify(credential);
    // A page that asks about ten features at once is one question.
    const answer =
      asking.get(caller) ?? read(caller, credential).finally(() => asking.delete(caller));
    asking.set(caller, answer);
    return answer;
  };
}

const fresh = ({ standing }: Pick<Remembered, "standing">): Knowledge => ({
  is: "known",
  standing,
  isStale: false,
});

type Asked = { is: "answered"; standing: Standing } | { is: "not_signed_in" } | { is: "no_answer" };

async function ask({ idemUrl, timeoutMs }: ReaderOptions, credential: Credential): Promise<Asked> {
  const client = createIdemClient({ url: idemUrl, headers: () => ({ ...credential }) });
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const { subscription, entitlement } = await client.billing.current.query(undefined, { signal });
    return { is: "answered", standing: { subscription, entitlement } };
  } catch (error) {
    const isRefused = isTRPCClientError<AppRouter>(error) && error.data?.code === "UNAUTHORIZED";
    return { is: isRefused ? "not_signed_in" : "no_answer" };
  }
}
