import { type ReactNode, useId } from "react";
import { adminTexts } from "../../texts/admin/admin.ts";
import { Moment } from "./moment.tsx";

export type Run = {
  id: string;
  begunAtMs: number;
  /** Which it was, or what came of it. */
  what: ReactNode;
  askedBy: string;
};

/** What was begun before, a line each: when, what, and who asked for it. */
export function EarlierRuns({ title, runs }: { title: string; runs: Run[] }) {
  const id = useId();
  if (runs.length === 0) return null;
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3">
      <h2 id={id} className="text-lg font-semibold">
        {title}
      </h2>
      <ul className="text-sm">
        {runs.map((run) => (
          <li key={run.id} className="flex flex-wrap gap-x-4 border-t border-line py-2">
            <Moment at={new Date(run.begunAtMs).toISOString()} withTime />
            {run.what}
            <span className="text-muted">{adminTexts.askedBy(run.askedBy)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
