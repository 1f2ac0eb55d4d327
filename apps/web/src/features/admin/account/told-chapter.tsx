import { useId } from "react";
import { accountPageTexts } from "../../../texts/admin/account-page.ts";
import { adminTexts } from "../../../texts/admin/admin.ts";
import { Moment } from "../moment.tsx";
import { type Line, StoryLine } from "../story-line.tsx";

const words = accountPageTexts;

type Chapter = { lines: readonly Line[]; isOpen: boolean; setOpen: (isOpen: boolean) => void };

/** Much that Stripe told at about the same time: how much it was, and each of it a press away. */
export function ToldChapter({ lines, isOpen, setOpen }: Chapter) {
  const id = useId();
  const [latest] = lines;
  return (
    <>
      <div className="grid gap-x-6 gap-y-0.5 text-sm md:grid-cols-[10rem_minmax(0,1fr)]">
        <p className="text-muted">
          {latest !== undefined && <Moment at={latest.at} withTime />}
          <span className="block text-xs">{adminTexts.sources.stripe}</span>
        </p>
        <p>
          {latest !== undefined && latest.reason !== null && (
            <span className="block text-muted">{latest.reason}</span>
          )}
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={id}
            onClick={() => setOpen(!isOpen)}
            className="inline-flex min-h-6 cursor-pointer items-center text-left text-muted underline underline-offset-4 hover:text-ink"
          >
            {isOpen ? words.hideTold : words.told(lines.length)}
          </button>
        </p>
      </div>
      <ol id={id} className="flex flex-col gap-3 pt-3 empty:hidden">
        {isOpen &&
          lines.map((line) => (
            <li key={line.id}>
              <StoryLine line={line} />
            </li>
          ))}
      </ol>
    </>
  );
}
