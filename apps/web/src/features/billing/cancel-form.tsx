import { useId, useState } from "react";
import { idem } from "../../app/idem.ts";
import { actionTexts as words } from "../../texts/billing-actions.ts";
import { Button } from "../../ui/button.tsx";
import { inputLook } from "../../ui/input-look.ts";
import { longDate } from "../../ui/long-date.ts";
import { OutcomeNotice } from "./outcome-notice.tsx";
import type { Subscription } from "./subscription-facts.tsx";
import { useAction } from "./use-action.ts";

type When = "period_end" | "now";

/** When it is to end, what that means, and why, for whoever wants to say. */
export function CancelForm({
  subscription,
  onDone,
  close,
}: {
  subscription: Subscription;
  onDone: (said: string) => void;
  close: () => void;
}) {
  const [when, setWhen] = useState<When>("period_end");
  const [reason, setReason] = useState("");
  const { stripeSubscriptionId: subscriptionId, currentPeriodEnd, planName } = subscription;
  const end = longDate(currentPeriodEnd ?? new Date().toISOString());
  const { press, isPending, outcome } = useAction(
    (actionId) =>
      idem.billing.cancel.mutate({ subscriptionId, actionId, when, reason: reason || null }),
    () => onDone(when === "now" ? words.ended : words.willEnd(end)),
  );
  return (
    <div className="flex max-w-lg flex-col gap-5 pt-3">
      <p>{leadOf(subscription)(planName ?? "", end)}</p>
      <WhenChoice when={when} end={end} onChange={setWhen} />
      <label className="flex flex-col gap-1.5 text-sm font-medium">
        {words.reason}
        <textarea
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          maxLength={500}
          rows={2}
          className={`${inputLook} py-2 font-normal`}
        />
      </label>
      <p className="flex flex-wrap gap-3">
        <Button look="plain" busy={isPending} onClick={press}>
          {when === "now" ? words.confirmNow : words.confirmLater}
        </Button>
        <Button look="quiet" onClick={close}>
          {words.keep}
        </Button>
      </p>
      {outcome?.is !== "done" && <OutcomeNotice outcome={outcome} done="" />}
    </div>
  );
}

/** Only what was paid for is kept because it is paid for. */
function leadOf({ status, unitAmount }: Subscription) {
  if (status === "trialing") return words.cancelTrialLead;
  return unitAmount === 0 ? words.cancelFreeLead : words.cancelLead;
}

function WhenChoice({
  when,
  end,
  onChange,
}: {
  when: When;
  end: string;
  onChange: (when: When) => void;
}) {
  const name = useId();
  const choices: [When, string][] = [
    ["period_end", words.atPeriodEnd(end)],
    ["now", words.now],
  ];
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-sm font-medium">{words.cancelWhen}</legend>
      {choices.map(([value, label]) => (
        <label key={value} className="inline-flex min-h-9 items-center gap-3">
          <input
            type="radio"
            name={name}
            checked={when === value}
            onChange={() => onChange(value)}
            className="size-4 accent-accent"
          />
          {label}
        </label>
      ))}
      {when === "now" && <p className="text-warn">{words.nowConsequence}</p>}
    </fieldset>
  );
}
