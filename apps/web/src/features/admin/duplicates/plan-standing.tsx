import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { adminTexts } from "../../../texts/admin/admin.ts";
import { duplicatesTexts as words } from "../../../texts/admin/duplicates.ts";
import { linkLook } from "../../../ui/link-look.ts";
import { number } from "../number.ts";
import { toAdmin } from "../to-admin.ts";
import type { Plan } from "./use-live-plan.ts";

type Ended = NonNullable<Plan["ended"]>;

/** What is being done with a plan and how far it is, or what came of the last thing. */
export function PlanStanding({ plan }: { plan: Plan }) {
  const { doing, ended } = plan;
  const box = useRef<HTMLDivElement>(null);
  // The button that was pressed is gone while it runs: who was there goes on here, and nobody else is moved.
  useEffect(() => {
    if (doing !== null && document.activeElement === document.body) box.current?.focus();
  }, [doing]);
  return (
    <div ref={box} tabIndex={-1}>
      {doing !== null && <Running plan={plan} label={words.doing[doing]} />}
      {doing === null && ended !== null && <EndedText ended={ended} />}
    </div>
  );
}

const Running = ({ plan, label }: { plan: Plan; label: string }) => (
  <div className="flex flex-col gap-2">
    <p className="font-medium">
      {label}
      {plan.doingFor !== null && `, ${adminTexts.askedBy(plan.doingFor)}`}
    </p>
    <progress aria-label={label} {...barOf(plan)} className="h-2 w-full max-w-xl accent-accent" />
    <p role="status" className="text-sm text-muted">
      {progressText(plan)}
    </p>
  </div>
);

/** Steps are counted where they stand; of looks it is known how many there will be once all is listed. */
function barOf({ doing, steps, progress }: Plan): { value?: number; max?: number } {
  const all = Object.values(steps).reduce((sum, count) => sum + count, 0);
  switch (doing) {
    case "apply":
      return { value: all - steps.planned, max: all };
    case "undo":
      return {
        value: steps.undone + steps.kept,
        max: Math.max(1, steps.done + steps.undone + steps.kept),
      };
    case "plan":
    case "verify":
    case null:
      return progress?.expected == null
        ? {}
        : { value: progress.done, max: Math.max(1, progress.expected) };
  }
}

function progressText({ progress }: Plan): string {
  if (progress === null) return words.idle;
  const { doing, done, expected } = progress;
  const count = expected === null ? number(done) : words.progress(number(done), number(expected));
  return `${words.phases[doing]}: ${count}`;
}

function EndedText({ ended }: { ended: Ended }) {
  const left = "left" in ended ? ended.left : 0;
  const found = ended.is === "verified" ? ended.found : [];
  return (
    <div role="status" className="flex flex-col gap-2">
      {left > 0 ? (
        <p className="text-warn">{words.ended.left(number(left))}</p>
      ) : (
        <p className={ended.is === "failed" ? "text-bad" : ""}>{outcomeText(ended)}</p>
      )}
      {found.length > 0 && (
        <ul className="text-sm">
          {found.map(({ subject, words: said }) => (
            <li key={`${subject} ${said}`} className="flex flex-wrap gap-x-4 py-1">
              <Link {...toAdmin(`accounts/${subject}`)} className={linkLook}>
                {subject}
              </Link>
              <span>{said}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function outcomeText(ended: Ended): string {
  switch (ended.is) {
    case "planned":
      return words.ended.planned(number(ended.findings));
    case "applied":
    case "undone":
      return words.ended[ended.is];
    case "verified":
      return ended.findings === 0
        ? words.ended.verified
        : words.ended.unwell(number(ended.findings));
    case "failed":
      return words.ended.failed(ended.message);
  }
}
