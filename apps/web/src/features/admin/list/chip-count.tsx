import type { Answers } from "../../../app/idem.ts";
import { listTexts } from "../../../texts/admin/list.ts";
import { number, shortNumber } from "../number.ts";

export type Count = Answers["admin"]["subscriptions"]["count"];

/**
 * How many lines a chip stands for. Its place is kept while it is not known, and as wide as nearly every count, so that no
 * chip moves under a finger when the counts come in; a sign stands for the words that are read aloud.
 */
export const ChipCount = ({ count }: { count: Count | undefined }) => (
  <span className="inline-block min-w-[2.75rem] text-right font-normal text-muted tabular-nums">
    {count !== undefined && (
      <>
        <span aria-hidden="true">
          {signs[count.is]}
          {shortNumber(count.count)}
        </span>
        <span className="sr-only">{listTexts.chipCount[count.is](number(count.count))}</span>
      </>
    )}
  </span>
);

const signs = { exact: "", about: "~", at_least: "≥" } as const;
