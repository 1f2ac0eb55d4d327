import { Link } from "@tanstack/react-router";
import { useRef } from "react";
import { idem } from "../../../app/idem.ts";
import { accountPageTexts } from "../../../texts/admin/account-page.ts";
import { linkLook } from "../../../ui/link-look.ts";
import { Paged } from "../paged.tsx";
import { type Line, StoryLine } from "../story-line.tsx";
import { toAdmin } from "../to-admin.ts";
import { useComeTo } from "../use-come-to.ts";
import { type Pages, usePages } from "../use-pages.ts";
import type { Account } from "./account-page.tsx";
import { type Chapter, chaptersOf } from "./chapters.ts";
import { storyPlace, useNamedEntry } from "./story-place.ts";
import { ToldChapter } from "./told-chapter.tsx";
import { useOpened } from "./use-opened.ts";
import { usePayments } from "./use-payments.ts";

const words = accountPageTexts;

type Of = Pick<Account, "accountId">;

/**
 * What happened, the latest first, from three records in one: so that it can be read aloud. A link to an entry of the log
 * leads there also where it is older than what is shown at first: then the story begins with it.
 */
export function Story({ accountId }: Of) {
  const entry = useNamedEntry();
  const latest = useStory({ accountId, from: null });
  const { query, lines } = latest;
  const isOlder = entry !== null && query.isSuccess && lines.every(({ seq }) => seq !== entry);
  return (
    <section aria-labelledby="story" className="flex flex-col gap-4">
      <h2 id="story" className="text-xl font-semibold">
        {words.story}
      </h2>
      {isOlder ? (
        <StoryFrom accountId={accountId} entry={entry} />
      ) : (
        <Told pages={latest} entry={entry} />
      )}
    </section>
  );
}

function useStory({ accountId, from }: Of & { from: number | null }): Pages<Line> {
  const { data: paid } = usePayments(accountId);
  // Told without them until Stripe has said which there are: the story waits for nobody.
  const besides = paid?.is === "listed" ? paid.others.map(({ id }) => id).slice(0, 20) : [];
  return usePages(
    ["story", [accountId, from ?? "latest", ...besides].join(" ")],
    (before) => idem.admin.customers.story.query({ accountId, besides, before, from }),
    ({ standing }) => standing?.is === "waiting",
  );
}

/** The story from an entry back; from the latest, and said so, where there is no such entry. */
function StoryFrom({ accountId, entry }: Of & { entry: number }) {
  const pages = useStory({ accountId, from: entry });
  const isThere = pages.lines[0]?.seq === entry;
  return (
    <>
      {pages.query.isSuccess && (
        <p role="status" className="flex flex-wrap gap-x-4 text-sm text-muted">
          {isThere ? words.fromEntry(entry) : words.noEntry(entry)}
          <Link {...toAdmin(`accounts/${accountId}`)} resetScroll={false} className={linkLook}>
            {words.fromLatest}
          </Link>
        </p>
      )}
      <Told pages={pages} entry={entry} />
    </>
  );
}

function Told({ pages, entry }: { pages: Pages<Line>; entry: number | null }) {
  const list = useRef<HTMLOListElement>(null);
  const opened = useOpened();
  const isShown = entry !== null && pages.lines.some(({ seq }) => seq === entry);
  useComeTo(list, isShown ? storyPlace(entry) : null);
  return (
    <Paged pages={pages} nothing={words.noStory}>
      {(lines) => (
        <ol ref={list} className="flex flex-col wrap-anywhere">
          {chaptersOf(lines).map((chapter) => {
            const [line, ...others] = chapter.lines;
            return line === undefined ? null : (
              <li
                key={others.length === 0 ? keyOf(line) : keyOfMany(chapter)}
                id={line.seq === null ? undefined : storyPlace(line.seq)}
                tabIndex={-1}
                aria-current={line.seq !== null && line.seq === entry ? "location" : undefined}
                className="border-t border-line py-3 outline-none aria-[current]:bg-accent-soft"
              >
                {others.length === 0 ? (
                  <StoryLine line={line} />
                ) : (
                  <ToldChapter
                    lines={chapter.lines}
                    isOpen={opened.isOpen(chapter.lines)}
                    setOpen={(isOpen) => opened.setOpen(chapter.lines, isOpen)}
                  />
                )}
              </li>
            );
          })}
        </ol>
      )}
    </Paged>
  );
}

const keyOf = ({ kind, id }: Line): string => `${kind}-${id}`;

/** What of a chapter is open, and who is in it by keyboard, stays so while it grows. */
const keyOfMany = ({ lines, on }: Chapter<Line>): string =>
  `on ${on === null ? "nothing" : keyOf(on)}: ${lines[0]?.reason ?? ""}`;
