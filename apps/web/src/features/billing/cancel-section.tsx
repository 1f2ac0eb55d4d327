import { useId, useState } from "react";
import { idem } from "../../app/idem.ts";
import { actionTexts as words } from "../../texts/billing-actions.ts";
import { Button } from "../../ui/button.tsx";
import { longDate } from "../../ui/dates.ts";
import { Disclosure, DisclosureArrow } from "../../ui/disclosure.tsx";
import { inputLook } from "../../ui/input-look.ts";
import { OutcomeNotice } from "./outcome-notice.tsx";
import type { Subscription } from "./subscription-facts.tsx";
import { useAction } from "./use-action.ts";

/** The way out: as easy to find as the way in, and it says what is lost and when. */
export function CancelSection({ subscription }: { subscription: Subscription }) {
  const [isOpen, setOpen] = useState(false);
  const { cancelAt, isLive } = subscription;
  if (!isLive) return null;
  if (cancelAt !== null) return <Resume subscription={subscription} />;
  return (
    <section aria-label={words.cancelTitle}>
      <Disclosure
        isOpen={isOpen}
        onToggle={setOpen}
        look="inline-flex min-h-9 items-center gap-2 text-muted hover:text-ink"
        summary={
          <>
            <DisclosureArrow />
            {words.cancelTitle}
          </>
        }
      >
        <CancelForm subscription={subscription} close={() => setOpen(false)} />
      </Disclosure>
    </section>
  );
}

type When = "period_end" | "now";

/** Only what was paid for is kept because it is paid for. */
function leadOf({ status, unitAmount }: Subscription) {
  if (status === "trialing") return words.cancelTrialLead;
  return unitAmount === 0 ? words.cancelFreeLead : words.cancelLead;
}

function CancelForm({ subscription, close }: { subscription: Subscription; close: () => void }) {
  const id = useId();
  const [when, setWhen] = useState<When>("period_end");
  const [reason, setReason] = useState("");
  const { stripeSubscriptionId: subscriptionId, currentPeriodEnd, planName } = subscription;
  const { press, isPending, outcome } = useAction((actionId) =>
    idem.billing.cancel.mutate({ subscriptionId, actionId, when, reason: reason || null }),
  );
  const end = longDate(currentPeriodEnd ?? new Date().toISOString());
  const choices: [When, string][] = [
    ["period_end", words.atPeriodEnd(end)],
    ["now", words.now],
  ];
  return (
    <div className="flex max-w-lg flex-col gap-5 pt-3">
      <p>{leadOf(subscription)(planName ?? "", end)}</p>
      <fieldset className="flex flex-col gap-1">
        <legend className="mb-1 text-sm font-medium">{words.cancelWhen}</legend>
        {choices.map(([value, label]) => (
          <label key={value} className="inline-flex min-h-9 items-center gap-3">
            <input
              type="radio"
              name={`${id}-when`}
              checked={when === value}
              onChange={() => setWhen(value)}
              className="size-4 accent-accent"
            />
            {label}
          </label>
        ))}
        {when === "now" && <p className="text-warn">{words.nowConsequence}</p>}
      </fieldset>
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
      <OutcomeNotice outcome={outcome} done={when === "now" ? words.ended : words.willEnd(end)} />
    </div>
  );
}

function Resume({ subscription }: { subscription: Subscription }) {
  const { stripeSubscriptionId: subscriptionId } = subscription;
  const { press, isPending, outcome } = useAction((actionId) =>
    idem.billing.resume.mutate({ subscriptionId, actionId }),
  );
  return (
    <div className="flex flex-col items-start gap-3">
      <Button busy={isPending} onClick={press}>
        {words.resume}
      </Button>
      <OutcomeNotice outcome={outcome} done={words.resumed} />
    </div>
  );
}
