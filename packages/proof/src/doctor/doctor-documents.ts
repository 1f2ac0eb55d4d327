import { z } from "zod";

/** What `idem doctor … --json` says last, as far as the proof reads it. */
export const planned = z.object({ planId: z.string(), steps: z.number() });
export const verified = z.object({ findings: z.number() });
export const undone = z.object({
  steps: z.object({ done: z.number(), undone: z.number(), kept: z.number() }),
});

const finding = z.object({ subject: z.string(), invariant: z.string() });

/** What a check has found, by account; its last document counts, and is of nobody. */
export function subjectsIn(documents: readonly unknown[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const document of documents) {
    const { data } = finding.safeParse(document);
    if (data) found.set(data.subject, [...(found.get(data.subject) ?? []), data.invariant]);
  }
  return found;
}
