import type { Quote } from "@idem/domain";
import { nothingDueTexts as words } from "../../texts/nothing-due.ts";
import { longDate } from "../../ui/long-date.ts";
import { laterPhrase } from "./quote-sentence.ts";

/** Where nothing is due today: whether a card is needed, what for, and what a trial depends on. */
export function NothingDue({ quote }: { quote: Quote }) {
  const { trial, needsCard } = quote;
  return (
    <p className="mt-1 max-w-prose text-sm text-muted">
      {!needsCard
        ? words.noCard
        : trial === null
          ? words.cardForLater(laterPhrase(quote))
          : words.cardForTrial(longDate(trial.endsAtMs))}
      {trial !== null && ` ${words.oneTrial}`}
    </p>
  );
}
