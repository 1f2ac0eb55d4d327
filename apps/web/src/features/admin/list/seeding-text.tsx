import { failureOf } from "../../../app/idem.ts";
import { listTexts } from "../../../texts/admin/list.ts";
import { FailureWords } from "../loading.tsx";
import { number } from "../number.ts";
import type { Seeding } from "./use-seeding.ts";

const words = listTexts.seed;

/** How far the seeding is. It stays above the list, which fills meanwhile. */
export const SeedingText = ({ seeding }: { seeding: Seeding }) => (
  <div role="status" className="text-sm text-muted empty:hidden">
    {seeding.isPending && words.busy}
    {seeding.data !== undefined && resultText(seeding.data)}
    {seeding.isError && <FailureWords failure={failureOf(seeding.error)} />}
  </div>
);

function resultText(answer: NonNullable<Seeding["data"]>): string {
  switch (answer.is) {
    case "seeded":
      return words.seeded(number(answer.customers));
    case "unfinished":
      return words.unfinished;
    case "refused":
      return answer.message;
  }
}
