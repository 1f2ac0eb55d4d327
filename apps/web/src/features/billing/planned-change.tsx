import { idem } from "../../app/idem.ts";
import { actionTexts as words } from "../../texts/billing-actions.ts";
import { Button } from "../../ui/button.tsx";
import { longDate } from "../../ui/long-date.ts";
import { Doable, Fact } from "./fact.tsx";
import { OutcomeNotice } from "./outcome-notice.tsx";
import { priceText } from "./price-text.ts";
import type { Subscription } from "./subscription-facts.tsx";
import { useAction } from "./use-action.ts";

/** A change that waits for the renewal, and the way to take it back. */
export function PlannedChange({ subscription }: { subscription: Subscription }) {
  const { scheduledChange, currency, stripeSubscriptionId: subscriptionId } = subscription;
  const { press, isPending, outcome } = useAction((actionId) =>
    idem.billing.undoChange.mutate({ subscriptionId, actionId }),
  );
  if (scheduledChange === null)
    return outcome === null ? null : (
      <Fact term={words.scheduled}>
        <OutcomeNotice outcome={outcome} done={words.undone} />
      </Fact>
    );
  const text = scheduledChange.isOurs
    ? words.scheduledTo(
        scheduledChange.planName,
        priceText({ ...scheduledChange, currency }),
        longDate(scheduledChange.at),
      )
    : words.scheduledUnknown;
  return (
    <Fact term={words.scheduled}>
      <Doable
        action={
          <Button look="quiet" busy={isPending} onClick={press}>
            {words.undo}
          </Button>
        }
      >
        {text}
      </Doable>
      <OutcomeNotice outcome={outcome} done={words.undone} />
    </Fact>
  );
}
