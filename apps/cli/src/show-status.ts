import { z } from "zod";
import type { Finding, Showing } from "./finding.ts";

const readiness = z.object({ status: z.string(), database: z.string(), stripe: z.string() });

/**
 * Asks `/healthz` (does the process live?) and `/readyz` (does it take traffic?). A server that lives and is not ready
 * is a finding; one that cannot be asked at all throws.
 */
export async function showStatus({
  url,
  json,
  timeoutMs,
}: Showing & { url: string }): Promise<Finding> {
  const [alive, ready] = await Promise.all(
    ["/healthz", "/readyz"].map((path) => ask(url, path, timeoutMs)),
  );
  if (alive?.status !== 200) throw new Error(`${url} is no Idem: /healthz says ${alive?.status}.`);
  const facts = readiness.parse(ready?.body);
  const text = json
    ? JSON.stringify({ url, ...facts })
    : `${url} is ${facts.status} · database ${facts.database} · Stripe ${facts.stripe}`;
  return { text, isFine: ready?.status === 200 };
}

async function ask(url: string, path: string, timeoutMs: number) {
  try {
    const answer = await fetch(new URL(path, url), { signal: AbortSignal.timeout(timeoutMs) });
    const text = await answer.text();
    return { status: answer.status, body: parse(text) };
  } catch (error) {
    throw new Error(`${url} cannot be reached: ${reason(error)}.`, { cause: error });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Node's `fetch` says only that it failed; why is in its cause. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (cause instanceof AggregateError) return cause.errors.map(reason).join(", ");
  return cause instanceof Error ? cause.message : error.message;
}
