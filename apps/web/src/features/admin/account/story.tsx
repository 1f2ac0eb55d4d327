import { type RefObject, useEffect, useRef } from "react";
import { idem } from "../../../app/idem.ts";
import { accountPageTexts } from "../../../texts/admin/account-page.ts";
import { Paged } from "../paged.tsx";
import { StoryLine } from "../story-line.tsx";
import { usePages } from "../use-pages.ts";
import type { Account } from "./account-page.tsx";
import { chaptersOf } from "./chapters.ts";
import { storyPlace } from "./story-place.ts";
import { ToldChapter } from "./told-chapter.tsx";
import { usePayments } from "./use-payments.ts";

const words = accountPageTexts;

/** What happened, the latest first, from three records in one: so that it can be read aloud. */
export function Story({ accountId }: Pick<Account, "accountId">) {
  const { data: paid } = usePayments(accountId);
  // Told without them until Stripe has said which there are: the story waits for nobody.
  const besides = paid?.is === "listed" ? paid.others.map(({ id }) => id) : [];
  const pages = usePages(["story", [accountId, ...besides].join(" ")], (before) =>
    idem.admin.customers.story.query({ accountId, besides: besides.slice(0, 20), before }),
  );
  const list = useRef<HTMLOListElement>(null);
  useComeTo(list, pages.lines.length);
  return (
    <section aria-labelledby="story" className="flex flex-col gap-4">
      <h2 id="story" className="text-xl font-semibold">
        {words.story}
      </h2>
      <Paged pages={pages} nothing={words.noStory}>
        {(lines) => (
          <ol ref={list} className="flex flex-col">
            {chaptersOf(lines).map(([line, ...others]) =>
              line === undefined ? null : (
                <li
                  key={`${line.kind}-${line.id}`}
                  id={line.seq === null ? undefined : storyPlace(line.seq)}
                  tabIndex={-1}
                  className="border-t border-line py-3 outline-none target:bg-accent-soft"
                >
                  {others.length === 0 ? (
                    <StoryLine line={line} />
                  ) : (
                    <ToldChapter lines={[line, ...others]} />
                  )}
                </li>
              ),
            )}
          </ol>
        )}
      </Paged>
    </section>
  );
}

/** A link to a line works also where the line comes after the link was pressed. */
function useComeTo(list: RefObject<HTMLOListElement | null>, count: number): void {
  useEffect(() => {
    const id = window.location.hash.slice(1);
    if (id === "" || count === 0) return;
    const line = list.current?.querySelector<HTMLElement>(`#${CSS.escape(id)}`);
    line?.scrollIntoView({ block: "center" });
    line?.focus();
  }, [count, list]);
}
