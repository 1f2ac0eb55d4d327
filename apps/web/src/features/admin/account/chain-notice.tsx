import { accountPageTexts } from "../../../texts/admin/account-page.ts";
import { Notice } from "../../../ui/notice.tsx";
import type { Account } from "./account-page.tsx";

const words = accountPageTexts;

/** Whether the story below can be believed: checked anew whenever somebody looks. */
export const ChainNotice = ({ audit }: { audit: Account["audit"] }) =>
  audit.is === "intact" ? (
    <p className="text-sm text-muted">{words.chainIntact(audit.events)}</p>
  ) : (
    <Notice title={words.chainBroken} tone="bad">
      <p>{words.chainBrokenBody(audit.atSeq)}</p>
    </Notice>
  );
