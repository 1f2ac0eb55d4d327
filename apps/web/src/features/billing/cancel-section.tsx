import { useState } from "react";
import { idem } from "../../app/idem.ts";
import { actionTexts as words } from "../../texts/billing-actions.ts";
import { Button } from "../../ui/button.tsx";
import { Disclosure, DisclosureArrow } from "../../ui/disclosure.tsx";
import { CancelForm } from "./cancel-form.tsx";
import { OutcomeNotice } from "./outcome-notice.tsx";
import { Said } from "./said.tsx";
import type { Subscription } from "./subscription-facts.tsx";
import { useAction } from "./use-action.ts";

/** The way out: as easy to find as the way in, and it says what is lost and when. And the way back, in one press. */
export function CancelSection({ subscription }: { subscription: Subscription }) {
  const [said, setSaid] = useState<string | null>(null);
  const { cancelAt, isLive } = subscription;
  return (
    <section aria-label={words.cancelTitle} className="flex flex-col items-start gap-3">
      {said !== null && <Said key={said}>{said}</Said>}
      {isLive && cancelAt === null && <Cancel subscription={subscription} onDone={setSaid} />}
      {isLive && cancelAt !== null && <Resume subscription={subscription} onDone={setSaid} />}
    </section>
  );
}

type Props = { subscription: Subscription; onDone: (said: string) => void };

function Cancel({ subscription, onDone }: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
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
      <CancelForm subscription={subscription} onDone={onDone} close={() => setOpen(false)} />
    </Disclosure>
  );
}

function Resume({ subscription: { stripeSubscriptionId: subscriptionId }, onDone }: Props) {
  const { press, isPending, outcome } = useAction(
    (actionId) => idem.billing.resume.mutate({ subscriptionId, actionId }),
    () => onDone(words.resumed),
  );
  return (
    <>
      <Button busy={isPending} onClick={press}>
        {words.resume}
      </Button>
      {outcome?.is !== "done" && <OutcomeNotice outcome={outcome} done="" />}
    </>
  );
}
