import { Link } from "@tanstack/react-router";
import { idem } from "../../../app/idem.ts";
import { passesTexts } from "../../../texts/admin/passes.ts";
import { linkLook } from "../../../ui/link-look.ts";
import { ActionDialog } from "../account/action-dialog.tsx";
import { toAdmin } from "../to-admin.ts";
import type { Drift } from "./drift-item.tsx";

const words = passesTexts.remedies;

type Props = { drift: Drift };

/** What somebody can do about what was kept for people: accept Stripe, or what has to be done before. */
export function DriftRemedy(props: Props) {
  switch (props.drift.remedy) {
    case null:
      return null;
    case "accept":
      return <Accept {...props} label={passesTexts.accept.label} body={passesTexts.accept.body} />;
    case "duplicates":
      return (
        <Before {...props}>
          {words.duplicates}{" "}
          <Link {...toAdmin("duplicates")} search={{}} className={linkLook}>
            {words.duplicatesLink}
          </Link>
        </Before>
      );
    case "key":
      return <Before {...props}>{words.key}</Before>;
    case "stripe":
      return <p className="max-w-prose">{words.stripe}</p>;
  }
}

/** What no look can heal by itself; once it was done, another look says so. */
const Before = ({ children, ...props }: Props & { children: React.ReactNode }) => (
  <>
    <p className="max-w-prose">{children}</p>
    <Accept {...props} label={passesTexts.accept.again} body={passesTexts.accept.againBody} />
  </>
);

function Accept({ drift, label, body }: Props & { label: string; body: string }) {
  const { id: driftId, accountName, subject: accountId } = drift;
  const whose = accountName ?? accountId;
  return (
    <div>
      <ActionDialog
        label={label}
        name={`${label}: ${whose}`}
        consequence={body}
        run={async (asked) => {
          const answer = await idem.admin.passes.accept.mutate({ ...asked, driftId });
          return answer.is === "done"
            ? { ...answer, accountId, said: passesTexts.accept.done(whose) }
            : answer;
        }}
      />
    </div>
  );
}
