import { useState } from "react";
import { idem } from "../../../app/idem.ts";
import { duplicatesTexts } from "../../../texts/admin/duplicates.ts";
import { ActionDialog } from "../account/action-dialog.tsx";

const words = duplicatesTexts.begin;
const choices = ["last", "none"] as const;

/** Has a plan made, with the reason that each account's story will name; changes nothing. */
export function BeginPlan() {
  const [refund, setRefund] = useState<(typeof choices)[number]>("last");
  return (
    <ActionDialog
      label={words.label}
      consequence={words.body}
      run={async ({ reason }) => {
        const { deedId } = await idem.admin.duplicates.begin.mutate({ reason, refund });
        return { is: "done", auditSeq: null, deedId, said: words.asked };
      }}
    >
      <fieldset className="flex flex-col gap-1.5">
        <legend className="text-sm font-medium">{words.refund}</legend>
        {choices.map((one) => (
          <label key={one} className="inline-flex min-h-8 items-center gap-2 text-sm">
            <input
              type="radio"
              name="refund"
              value={one}
              checked={refund === one}
              onChange={() => setRefund(one)}
              className="accent-accent"
            />
            {words.refunds[one]}
          </label>
        ))}
      </fieldset>
    </ActionDialog>
  );
}
