import { useEffect, useRef } from "react";
import { listTexts as words } from "../../../texts/admin/list.ts";
import type { ListView } from "./list-search.ts";
import type { Narrowing } from "./narrowings.ts";

/** Everything that narrows the list, each to be taken away by itself: also on a phone, while the filters are folded. */
export function SetFilters({
  narrowings,
  change,
  clear,
}: {
  narrowings: readonly Narrowing[];
  change: (changes: Partial<ListView>) => void;
  clear: () => void;
}) {
  const place = useRef<HTMLFieldSetElement>(null);
  const taken = useRef<{ ordinal: number; among: number } | null>(null);
  // Whoever takes one away by keyboard stands on the next one, or where it was, and not at the top of the page.
  useEffect(() => {
    // A render between the press and its effect changes nothing yet.
    if (taken.current === null || taken.current.among === narrowings.length) return;
    const left = place.current?.querySelectorAll<HTMLElement>("[data-set]") ?? [];
    (left[Math.min(taken.current.ordinal, left.length - 1)] ?? place.current)?.focus();
    taken.current = null;
  });
  return (
    <fieldset
      ref={place}
      tabIndex={-1}
      aria-label={words.narrowed}
      className={narrowings.length === 0 ? "sr-only" : "flex flex-wrap items-center gap-2"}
    >
      {narrowings.length > 0 && (
        <>
          <span className="text-xs font-medium text-muted">{words.narrowed}</span>
          {narrowings.map(({ key, label, without }, ordinal) => (
            <button
              key={key}
              type="button"
              data-set
              aria-label={words.takeAway(label)}
              className="inline-flex min-h-7 max-w-full cursor-pointer items-center gap-1.5 rounded-full border border-line bg-sunken px-2.5 text-sm text-ink hover:border-edge"
              onClick={() => {
                taken.current = { ordinal, among: narrowings.length };
                change(without);
              }}
            >
              <span className="truncate">{label}</span>
              <span aria-hidden="true" className="text-muted">
                ×
              </span>
            </button>
          ))}
          <button
            type="button"
            className="min-h-7 cursor-pointer px-1 text-sm text-accent underline underline-offset-4"
            onClick={() => {
              taken.current = { ordinal: 0, among: narrowings.length };
              clear();
            }}
          >
            {words.clear}
          </button>
        </>
      )}
    </fieldset>
  );
}
