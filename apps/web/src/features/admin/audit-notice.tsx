import { Link } from "@tanstack/react-router";
import type { Answers } from "../../app/idem.ts";
import { auditTexts } from "../../texts/admin/audit.ts";
import { linkLook } from "../../ui/link-look.ts";
import { Notice } from "../../ui/notice.tsx";
import { storyPlace } from "./account/story-place.ts";
import { toAdmin } from "./to-admin.ts";

const words = auditTexts;

type Broken = Answers["admin"]["audit"]["list"]["broken"][number];

/** Whether what is shown below can be believed: checked anew whenever somebody looks. */
export function AuditNotice({ broken }: { broken: readonly Broken[] }) {
  if (broken.length === 0) return <p className="text-sm text-muted">{words.whole}</p>;
  const named = new Map(broken.map((one) => [`${one.accountId} ${one.atSeq}`, one]));
  return (
    <Notice title={words.broken} tone="bad">
      <p>{words.brokenBody}</p>
      <ul>
        {[...named].map(([key, { accountId, accountName, atSeq }]) => (
          <li key={key}>
            {accountId === null ? (
              words.brokenDeed(atSeq)
            ) : (
              <Link
                {...toAdmin(`accounts/${accountId}`)}
                hash={storyPlace(atSeq)}
                className={linkLook}
              >
                {words.brokenEntry(atSeq, accountName ?? accountId)}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
