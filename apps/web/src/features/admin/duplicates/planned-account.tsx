import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Answers } from "../../../app/idem.ts";
import { duplicatesTexts as words } from "../../../texts/admin/duplicates.ts";
import { toolLook } from "../look.ts";
import { toAdmin } from "../to-admin.ts";
import { toldText } from "../told-text.ts";
import { Comparison } from "./comparison.tsx";

type Account = Answers["admin"]["duplicates"]["accounts"]["accounts"][number];
type Step = Account["steps"][number];

/** One account of a plan: what is wrong with it, and its steps in their order, each with what became of it. */
export function PlannedAccount({ planId, account }: { planId: string; account: Account }) {
  const { accountId, accountName, findings, steps } = account;
  const [isComparing, setComparing] = useState(false);
  return (
    <li className="flex flex-col gap-3 border-t border-line py-5 text-sm">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Link
          {...toAdmin(`accounts/${accountId}`)}
          className="inline-flex min-h-6 items-center text-base text-accent underline underline-offset-4"
        >
          {accountName}
        </Link>
        <button
          type="button"
          aria-expanded={isComparing}
          className={toolLook}
          onClick={() => setComparing(!isComparing)}
        >
          {isComparing ? words.compare.hide : words.compare.show}
        </button>
      </div>
      {findings.length > 0 && (
        <ul>
          {findings.map((one) => (
            <li key={one.words} className="break-words text-warn">
              {one.words}
            </li>
          ))}
        </ul>
      )}
      {isComparing && <Comparison planId={planId} accountId={accountId} />}
      <ol aria-label={words.plan.calls.label} className="flex flex-col gap-1.5">
        {steps.map((step) => (
          <StepLine key={step.ordinal} step={step} />
        ))}
      </ol>
    </li>
  );
}

const StepLine = ({ step: { ordinal, words: said, changes, state, note } }: { step: Step }) => (
  <li className="grid gap-x-4 md:grid-cols-[10rem_minmax(0,1fr)]">
    <span className={state === "refused" ? "font-medium text-bad" : "text-muted"}>
      {ordinal + 1}. {words.plan.calls.states[state]}
    </span>
    <span className="min-w-0 break-words">
      {said}
      {changes.length > 0 && (
        <ul className="text-muted">
          {changes.map(({ what, from, to }) => (
            <li key={what}>
              {what}: {toldText(from)} → {toldText(to)}
            </li>
          ))}
        </ul>
      )}
      {isTold(state) && note !== null && <span className="block text-muted">{note}</span>}
    </span>
  </li>
);

/** Of what was done, the note is an id at Stripe; of all else it says why. */
const isTold = (state: Step["state"]): boolean => state !== "done" && state !== "undone";
