import { Link } from "@tanstack/react-router";
import type { Answers } from "../../../app/idem.ts";
import { passesTexts as words } from "../../../texts/admin/passes.ts";
import { linkLook } from "../../../ui/link-look.ts";
import { CopiedId } from "../copied-id.tsx";
import { headLook } from "../look.ts";
import { Moment } from "../moment.tsx";
import { RawJson } from "../raw-json.tsx";
import { toAdmin } from "../to-admin.ts";
import { toldText } from "../told-text.ts";
import { DriftRemedy } from "./drift-remedy.tsx";

export type Drift = Answers["admin"]["passes"]["drifts"]["lines"][number];

/** One finding: whose it is, what came of it, what can be done, and each difference with both sides. */
export const DriftItem = ({ drift }: { drift: Drift }) => (
  <li className="flex flex-col gap-2 border-t border-line py-4 text-sm">
    <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
      <Subject drift={drift} />
      <span className="font-medium">{words.kinds[drift.kind]}</span>
      <OutcomeText drift={drift} />
      {drift.isMissedWebhook && <span className="text-warn">{words.missed}</span>}
      <RawJson value={drift.raw} />
    </div>
    <p className="max-w-prose break-words text-muted">{drift.note}</p>
    {drift.changes.length > 0 && <Sides drift={drift} />}
    <DriftRemedy drift={drift} />
  </li>
);

const Subject = ({ drift: { subject, accountId, accountName } }: { drift: Drift }) =>
  accountId === null ? (
    <CopiedId what={subject} id={subject} />
  ) : (
    <Link {...toAdmin(`accounts/${accountId}`)} className={`${linkLook} text-base`}>
      {accountName ?? accountId}
    </Link>
  );

function OutcomeText({ drift: { outcome, accepted } }: { drift: Drift }) {
  if (accepted !== null)
    return (
      <span className="text-muted">
        {words.acceptedBy(accepted.by)} <Moment at={accepted.at} withTime />
      </span>
    );
  return outcome === "kept" ? (
    <span className="font-medium text-bad">{words.outcome.kept}</span>
  ) : (
    <span className="text-muted">{words.outcome.healed}</span>
  );
}

const Sides = ({ drift: { subject, changes } }: { drift: Drift }) => (
  <table className="w-full max-w-3xl table-fixed">
    <caption className="sr-only">{subject}</caption>
    <thead>
      <tr>
        {[words.field, words.ours, words.stripes].map((text) => (
          <th key={text} scope="col" className={headLook}>
            {text}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {changes.map(({ what, from, to }, index) => (
        <tr key={`${index} ${what}`} className="align-baseline">
          <th scope="row" className="py-0.5 pr-4 text-left font-normal break-words text-muted">
            {what}
          </th>
          <td className="py-0.5 pr-4 break-words">{toldText(from)}</td>
          <td className="py-0.5 break-words">{toldText(to)}</td>
        </tr>
      ))}
    </tbody>
  </table>
);
