import type { Answers } from "../../app/idem.ts";
import { adminTexts } from "../../texts/admin/admin.ts";
import { CopiedId } from "./copied-id.tsx";
import { LineReference } from "./line-reference.tsx";
import { Moment } from "./moment.tsx";
import { RawJson } from "./raw-json.tsx";
import { StandingText } from "./standing-text.tsx";
import { stripeIds } from "./stripe-ids.ts";
import { toldText } from "./told-text.ts";

export type Line = Answers["admin"]["customers"]["story"]["lines"][number];

/** One line of a story: when, who, what, what changed, why and in which request; what it was made from is one press away. */
export function StoryLine({ line }: { line: Line }) {
  return (
    <div className="grid gap-x-6 gap-y-0.5 text-sm md:grid-cols-[10rem_minmax(0,1fr)]">
      <p className="text-muted">
        <Moment at={line.at} withTime />
        <span className="block text-xs">{adminTexts.sources[line.source]}</span>
      </p>
      <div className="flex min-w-0 flex-wrap items-baseline gap-x-3 gap-y-0.5">
        <span className="font-medium">{line.title}</span>
        {line.who !== null && <span className="text-muted">{line.who}</span>}
        {line.standing !== null && <StandingText standing={line.standing} />}
        <RawJson value={line.raw}>
          {stripeIds(line).map(({ what, id }) => (
            <p key={what} className="text-muted">
              {adminTexts.stripeIds[what]} <CopiedId what={id} id={id} />
            </p>
          ))}
        </RawJson>
        {line.changes.length > 0 && (
          <ul className="basis-full">
            {line.changes.map(({ what, from, to }) => (
              <li key={what}>
                {what}: {toldText(from)} → {toldText(to)}
              </li>
            ))}
          </ul>
        )}
        {line.reason !== null && <p className="basis-full text-muted">“{line.reason}”</p>}
        {line.reference !== null && <LineReference reference={line.reference} />}
      </div>
    </div>
  );
}
