import type { Answers } from "../../app/idem.ts";
import { adminTexts } from "../../texts/admin/admin.ts";
import { pastMoment } from "../../ui/dates.ts";
import { money } from "../../ui/money.ts";
import { Moment } from "./moment.tsx";
import { RawJson } from "./raw-json.tsx";
import { StandingText } from "./standing-text.tsx";

export type Line = Answers["admin"]["customers"]["story"]["lines"][number];
type Told = Line["changes"][number]["from"];

/** One line of a story: when, who, what, what changed and why; what it was made from is one press away. */
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
        <RawJson value={line.raw} />
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
      </div>
    </div>
  );
}

function toldText(told: Told): string {
  switch (told.is) {
    case "nothing":
      return adminTexts.none;
    case "text":
      return told.text;
    case "money":
      return money(told.amount, told.currency);
    case "moment":
      return pastMoment(told.at, Date.now());
  }
}
