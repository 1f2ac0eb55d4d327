import type { Answers } from "../../app/idem.ts";
import { adminTexts } from "../../texts/admin/admin.ts";
import { effectsTexts } from "../../texts/admin/effects.ts";
import { pastMoment } from "../../ui/dates.ts";

export type Standing = NonNullable<
  Answers["admin"]["customers"]["story"]["lines"][number]["standing"]
>;

const words = adminTexts.standing;

/** Where something stands, in words; colour only underlines it. */
export function StandingText({ standing }: { standing: Standing }) {
  switch (standing.is) {
    case "done":
      return <span className="text-muted">{words.done}</span>;
    case "waiting":
    case "withdrawn":
      return <span className="text-muted">{words[standing.is]}</span>;
    case "failed":
      return <span className="text-bad">{words.failed(standing.message)}</span>;
    case "unknown":
      return (
        <span className="font-medium text-warn">
          {effectsTexts.unknownSince(pastMoment(standing.since, Date.now()))}
        </span>
      );
  }
}
