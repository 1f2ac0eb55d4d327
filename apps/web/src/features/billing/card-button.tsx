import { useMutation } from "@tanstack/react-query";
import { failureOf, idem } from "../../app/idem.ts";
import { actionTexts as words } from "../../texts/billing-actions.ts";
import { Button } from "../../ui/button.tsx";
import { FailureText } from "../../ui/failure-text.tsx";

/** Leads to Stripe's own page, which takes the new card: we never see its number. */
export function CardButton({
  purpose = "card",
  look = "plain",
}: {
  purpose?: "card" | "everything";
  look?: "plain" | "quiet";
}) {
  const open = useMutation({
    mutationFn: () => idem.billing.portal.mutate({ purpose }),
    onSuccess: (answer) => {
      if (answer.is === "opened") window.location.assign(answer.url);
    },
  });
  return (
    <>
      <Button
        look={look}
        busy={open.isPending || open.data?.is === "opened"}
        onClick={() => open.mutate()}
      >
        {purpose === "card" ? words.updateCard : words.portal}
      </Button>
      {open.data?.is === "refused" && (
        <span role="alert" className="text-bad">
          {open.data.message}
        </span>
      )}
      {open.isError && (
        <span role="alert" className="text-bad">
          <FailureText failure={failureOf(open.error)} />
        </span>
      )}
    </>
  );
}
