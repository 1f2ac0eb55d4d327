import { actionTexts as words } from "../../texts/billing-actions.ts";
import { buttonLook } from "../../ui/button.tsx";

/** Leads to Stripe's page of an invoice, which asks the bank. It knows no way back, so it gets a tab of its own. */
export function ConfirmLink({ url }: { url: string | null }) {
  if (url === null) return null;
  return (
    <>
      <a href={url} target="_blank" rel="noreferrer" className={buttonLook()}>
        {words.confirm}
      </a>
      <p className="text-sm text-muted">{words.newTab}</p>
    </>
  );
}
