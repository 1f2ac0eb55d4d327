import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { failureOf, idem, trpc } from "../../../app/idem.ts";
import { actionsTexts } from "../../../texts/admin/actions.ts";
import { shortDate } from "../../../ui/dates.ts";
import { FailureText } from "../../../ui/failure-text.tsx";
import { money } from "../../../ui/money.ts";
import { Labelled } from "../labelled.tsx";
import { fieldLook } from "../look.ts";
import type { Account } from "./account-page.tsx";
import { ActionDialog } from "./action-dialog.tsx";
import type { About } from "./actions.tsx";

const words = actionsTexts;

/** Another plan: what Stripe would charge for it is shown first, and another amount by then changes nothing. */
export function ChangeAction({
  about,
  subscription,
}: {
  about: About;
  subscription: NonNullable<Account["subscription"]>;
}) {
  const [priceId, setPriceId] = useState("");
  const { accountId } = about;
  const plans = useQuery(trpc.catalog.plans.queryOptions());
  const preview = useQuery(
    trpc.admin.subscriptions.previewChange.queryOptions(
      { accountId, priceId },
      { enabled: priceId !== "", staleTime: 0, gcTime: 0 },
    ),
  );
  const shown = preview.data?.is === "previewed" && !preview.data.isAlready ? preview.data : null;
  const choices = (plans.data ?? []).flatMap(({ name, prices }) =>
    prices
      .filter(
        ({ currency, id }) => currency === subscription.currency && id !== subscription.priceId,
      )
      .map(({ id, interval, unitAmount, currency }) => ({
        id,
        text: `${name}, ${money(unitAmount, currency)} / ${interval}`,
      })),
  );
  return (
    <ActionDialog
      label={words.change}
      consequence={words.changeBody}
      isIncomplete={shown === null}
      run={(asked) => {
        if (shown === null) throw new Error("The button waits for the preview.");
        const { when, dueToday, prorationDate } = shown;
        return idem.admin.subscriptions.change.mutate({
          ...about,
          ...asked,
          priceId,
          shown: { when, dueToday, prorationDate },
        });
      }}
    >
      <Labelled label={words.price}>
        {(ties) => (
          <select
            {...ties}
            required
            value={priceId}
            onChange={(event) => setPriceId(event.target.value)}
            className={fieldLook}
          >
            <option value="" />
            {choices.map(({ id, text }) => (
              <option key={id} value={id}>
                {text}
              </option>
            ))}
          </select>
        )}
      </Labelled>
      <div role="status" className="min-h-6">
        {shown !== null &&
          words.preview(
            money(shown.dueToday, shown.currency),
            shown.when === "now" || shown.at === null
              ? words.previewNow
              : words.previewLater(shortDate(shown.at)),
          )}
        {preview.data?.is === "refused" && <span className="text-bad">{preview.data.message}</span>}
        {preview.isError && <FailureText failure={failureOf(preview.error)} />}
      </div>
    </ActionDialog>
  );
}
