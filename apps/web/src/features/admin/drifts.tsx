import { Link } from "@tanstack/react-router";
import { passesTexts } from "../../texts/admin/passes.ts";
import { linkLook } from "../../ui/link-look.ts";
import { headLook } from "./look.ts";
import { toAdmin } from "./to-admin.ts";
import type { LivePass } from "./use-live-pass.ts";

const words = passesTexts;
type Drift = LivePass["found"][number];

/** What differed, each with both sides, and what came of it. */
export const Drifts = ({ found }: { found: Drift[] }) => (
  <ul className="flex flex-col">
    {found.map((drift) => (
      <li key={drift.subject} className="flex flex-col gap-2 border-t border-line py-4 text-sm">
        <p className="flex flex-wrap items-baseline gap-x-4">
          <Subject subject={drift.subject} />
          <span className={drift.outcome === "kept" ? "font-medium text-bad" : "text-muted"}>
            {words.outcome[drift.outcome]}
          </span>
          <span className="text-muted">{drift.note}</span>
          {drift.isMissedWebhook && <span className="text-warn">{words.missed}</span>}
        </p>
        <table className="w-full max-w-3xl">
          <caption className="sr-only">{drift.subject}</caption>
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
            {drift.differences.map(({ field, ours, stripes }) => (
              <tr key={field} className="align-baseline">
                <th scope="row" className="py-0.5 pr-6 text-left font-normal text-muted">
                  {field}
                </th>
                <td className="py-0.5 pr-6 break-all">{JSON.stringify(ours)}</td>
                <td className="py-0.5 break-all">{JSON.stringify(stripes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </li>
    ))}
  </ul>
);

const Subject = ({ subject }: { subject: string }) =>
  subject.startsWith("acc_") ? (
    <Link {...toAdmin(`accounts/${subject}`)} className={linkLook}>
      {subject}
    </Link>
  ) : (
    <code>{subject}</code>
  );
