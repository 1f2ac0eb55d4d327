import { examine } from "@idem/billing";
import type { Clinic } from "./open-clinic.ts";

export const unwatched = { signal: new AbortController().signal, tell: () => {} };

/** What a check finds, by account. */
export async function checkAll({ opened }: Clinic): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  await examine(
    opened.doctor,
    { askedBy: "the proof", only: [], limit: null },
    {
      ...unwatched,
      onFound: async ({ findings }) => {
        for (const { subject, invariant } of findings)
          found.set(subject, [...(found.get(subject) ?? []), invariant]);
      },
    },
  );
  return found;
}
