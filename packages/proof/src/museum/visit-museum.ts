import type { Sequence } from "../diagram/sequence.ts";
import { tellStory } from "../diagram/tell-story.ts";
import { verdict } from "../diagram/verdict.ts";
import { allExhibits } from "./all-exhibits.ts";
import { describeSchedule } from "./describe-schedule.ts";
import type { Exhibit } from "./exhibit.ts";
import { exhibitSource } from "./exhibit-source.ts";
import { type Played, playExhibit } from "./play-exhibit.ts";
import { type IdemPlayed, playIdem } from "./play-idem.ts";
import type { Heard } from "./watch-answers.ts";
import { essentials, heardBells, momentOf, untilItBroke } from "./what-to-show.ts";

export type Visit = {
  exhibit: Exhibit;
  code: string;
  schedule: string;
  usual: { story: Sequence; isBroken: boolean; says: string };
  idem: { story: Sequence; isWhole: boolean; says: string };
};

/** Plays every exhibit and the product on the same schedules. Always the same: nothing here knows the time or chance. */
export async function visitMuseum(exhibits = allExhibits): Promise<Visit[]> {
  const visits: Visit[] = [];
  for (const exhibit of exhibits) visits.push(await visit(exhibit));
  return visits;
}

async function visit(exhibit: Exhibit): Promise<Visit> {
  const { name, breaks, schedule } = exhibit;
  const usual = await playExhibit(exhibit);
  const idem = await playIdem(exhibit);
  const lines = untilItBroke(heardBells(usual.lines), usual.violations);
  const endings = usual.violations.map(verdict);
  const says = sayIdem(idem, exhibit);
  return {
    exhibit,
    code: exhibitSource(exhibit.slug),
    schedule: describeSchedule(schedule),
    usual: {
      story: tellStory({
        title: name,
        lines,
        moment: momentOf(lines, usual.violations),
        presses: namesOf(exhibit, usual.heard),
        ending: endings,
      }),
      isBroken: breaks.test(usual.violations.join("\n")),
      says: endings.map(({ text }) => text).join(" ") || "Nothing broke.",
    },
    idem: {
      story: tellStory({
        title: `${name}: Idem, same schedule`,
        lines: essentials(idem.lines),
        presses: namesOf(exhibit, idem.heard),
        ending: [{ on: "Stripe", text: standing(idem), is: "note" }],
      }),
      isWhole: idem.violations.length === 0,
      says: idem.violations.join(" ") || says,
    },
  };
}

/** Who presses is said where it is not the account's one customer. */
function namesOf({ askedBy }: Exhibit, heard: readonly Heard[]): string[] {
  const accounts = heard.map(({ request }) => request.accountId);
  if (askedBy !== undefined) return accounts.map((account) => `${askedBy}, for ${account}: `);
  return new Set(accounts).size > 1 ? accounts.map((account) => `${account}: `) : [];
}

function sayIdem(played: IdemPlayed, { schedule }: Exhibit): string {
  const { atRest, heard, elsewhere } = played;
  const pages = new Set(heard.flatMap(({ page }) => (page === null ? [] : [page])));
  const call = schedule.faults[0]?.on === "database" ? "statement" : "call to Stripe";
  return [
    standing(played),
    ...(pages.size > 0 ? [`Read: ${[...pages].map((page) => `“${page}”`).join(", ")}.`] : []),
    ...(atRest.slowestMs >= 1_000 ? [`Slowest answer: ${atRest.slowestMs / 1_000} s.`] : []),
    ...(elsewhere > 0 ? [`The same with the fault at any other ${call}.`] : []),
  ].join(" ");
}

const standing = ({ atRest: { customers, payable, live } }: Played): string =>
  `${count(customers, "customer")}, ${count(payable, "payable checkout")}, ${count(live, "live subscription")}.`;

const count = (number: number, what: string): string =>
  `${number} ${what}${number === 1 ? "" : "s"}`;
