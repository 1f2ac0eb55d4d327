import { useState } from "react";
import { idem } from "../../app/idem.ts";
import { actionTexts as words } from "../../texts/billing-actions.ts";
import { checkoutTexts } from "../../texts/checkout.ts";
import { Button } from "../../ui/button.tsx";
import { Disclosure, DisclosureArrow } from "../../ui/disclosure.tsx";
import { FailureText } from "../../ui/failure-text.tsx";
import { TextField } from "../../ui/text-field.tsx";
import type { Subscription } from "./subscription-facts.tsx";
import { useAction } from "./use-action.ts";

/** A promotion code for a subscription that runs already; the answer stands under the field, the value stays in it. */
export function CodeSection({ subscription }: { subscription: Subscription }) {
  const [isOpen, setOpen] = useState(false);
  const [code, setCode] = useState("");
  const { stripeSubscriptionId: subscriptionId } = subscription;
  const { press, isPending, outcome, forget } = useAction((actionId) =>
    idem.billing.applyCode.mutate({ subscriptionId, actionId, code }),
  );
  const error = outcome?.is === "refused" ? outcome.message : undefined;
  return (
    <Disclosure
      isOpen={isOpen}
      onToggle={setOpen}
      look="inline-flex min-h-9 items-center gap-2 font-medium text-accent hover:text-accent-strong"
      summary={
        <>
          <DisclosureArrow />
          {checkoutTexts.codeQuestion}
        </>
      }
    >
      <form
        className="flex max-w-sm flex-col items-start gap-3 pt-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (code.trim() !== "") press();
        }}
      >
        <TextField
          label={words.code}
          name="code"
          hint={words.codeHint}
          error={error}
          value={code}
          onChange={(event) => {
            forget();
            setCode(event.target.value);
          }}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={100}
        />
        <Button look="plain" type="submit" busy={isPending}>
          {words.applyCode}
        </Button>
        <div role="status">
          {outcome?.is === "done" && words.codeApplied}
          {outcome?.is === "failed" && <FailureText failure={outcome.failure} />}
        </div>
      </form>
    </Disclosure>
  );
}
