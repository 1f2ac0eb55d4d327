import { adminTexts } from "../../../texts/admin/admin.ts";
import { passesTexts as words } from "../../../texts/admin/passes.ts";
import { Moment } from "../moment.tsx";
import { number } from "../number.ts";
import { Drifts } from "./drifts.tsx";
import { outcomeText } from "./outcome-text.ts";
import { PassFigures } from "./pass-figures.tsx";
import type { PassView } from "./pass-search.ts";
import { type Pass, useLivePass } from "./use-live-pass.ts";

/** One pass: who asked for it, how far it is or what came of it, and each difference that it has found. */
export function PassSection({
  pass: first,
  isLatest,
  view,
  show,
}: {
  pass: Pass;
  isLatest: boolean;
  view: PassView;
  show: (changes: Partial<PassView>) => void;
}) {
  const pass = useLivePass(first);
  const isRunning = pass.state === "RUNNING";
  return (
    <section aria-labelledby="pass" className="flex flex-col gap-4 border-t border-line pt-5">
      <h2 id="pass" className="text-xl font-semibold">
        {titleOf(pass, isLatest)}
      </h2>
      <p className="text-sm text-muted">
        <Moment at={new Date(pass.startedAtMs).toISOString()} withTime /> ·{" "}
        {adminTexts.askedBy(pass.askedBy)}
      </p>
      {isRunning && (
        <progress
          aria-label={words.running}
          max={Math.max(pass.expected, pass.listed, 1)}
          value={pass.listed}
          className="h-2 w-full max-w-xl accent-accent"
        />
      )}
      <p role="status" className="max-w-prose break-words">
        {words.progress(number(pass.listed), number(pass.expected))}.{" "}
        {words.looks(number(pass.looks))}. {outcomeText(pass)}
      </p>
      <PassFigures pass={pass} />
      <Drifts pass={pass} view={view} show={show} />
    </section>
  );
}

function titleOf({ state }: Pass, isLatest: boolean): string {
  switch (state) {
    case "RUNNING":
      return words.running;
    case "FAILED":
      return isLatest ? words.failed : words.earlier;
    case "FINISHED":
      return isLatest ? words.finished : words.earlier;
  }
}
