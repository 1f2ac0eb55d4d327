import type { Promotion } from "@idem/domain";

type FindPromotion = (code: string) => Promise<Promotion | null>;

/** While somebody types, the same code is asked for again and again; 5 s old is fresh enough to show, not to charge. */
const freshMs = 5_000;
/** Enough for every code in use at once; beyond it the oldest is forgotten. */
const capacity = 1_000;

/** Remembers answers for a few seconds and asks once for those who ask at the same time. Failures are not remembered. */
export function rememberPromotions(find: FindPromotion, nowMs: () => number): FindPromotion {
  const answers = new Map<string, { atMs: number; answer: Promise<Promotion | null> }>();
  return (code) => {
    const known = answers.get(code);
    if (known && nowMs() - known.atMs < freshMs) return known.answer;
    const answer = find(code);
    answers.delete(code);
    answers.set(code, { atMs: nowMs(), answer });
    const [oldest] = answers.keys();
    if (answers.size > capacity && oldest !== undefined) answers.delete(oldest);
    answer.catch(() => answers.delete(code));
    return answer;
  };
}
