import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useRef } from "react";
import { z } from "zod";
import { type Answers, idem } from "../../app/idem.ts";
import { auditTexts } from "../../texts/admin/audit.ts";
import { linkLook } from "../../ui/link-look.ts";
import { PageHeading } from "../../ui/page-heading.tsx";
import { storyPlace } from "./account/story-place.ts";
import { AuditNotice } from "./audit-notice.tsx";
import { Choice } from "./choice.tsx";
import { deedPlace, useNamedDeed } from "./deed-place.ts";
import { Paged } from "./paged.tsx";
import { StoryLine } from "./story-line.tsx";
import { toAdmin } from "./to-admin.ts";
import { useComeTo } from "./use-come-to.ts";
import { usePages } from "./use-pages.ts";

const words = auditTexts;
const choices = ["staff", "anybody"] as const;
const search = z.object({ by: z.enum(choices).catch("staff") });

type Log = Answers["admin"]["audit"]["list"];
type Line = Log["lines"][number];
type By = (typeof choices)[number];

/** Who did what, over all accounts; first of all what people of the staff did. A link to a deed leads there, however old it is. */
export function AuditPage() {
  const { by } = search.parse(useSearch({ from: "/admin/$" }));
  const navigate = useNavigate();
  const deed = useNamedDeed();
  const latest = useLog(by, null);
  const { query, lines } = latest;
  const isOlder = deed !== null && query.isSuccess && lines.every(({ id }) => id !== deed);
  return (
    <div className="flex flex-col gap-6">
      <PageHeading title={words.title}>{words.title}</PageHeading>
      <Choice
        legend={words.who}
        among={choices}
        chosen={by}
        choose={(one) =>
          navigate({ ...toAdmin("audit"), search: one === "staff" ? {} : { by: one } })
        }
        label={(one) => words.by[one]}
      />
      {isOlder ? <LogFrom by={by} deed={deed} /> : <Lines log={latest} deed={deed} />}
    </div>
  );
}

const useLog = (by: By, from: string | null) =>
  usePages(["audit", `${by} ${from ?? "latest"}`], (before) =>
    idem.admin.audit.list.query({ by, before, from }),
  );

/** The log from a deed back; from the latest, and said so, where there is no such deed. */
function LogFrom({ by, deed }: { by: By; deed: string }) {
  const log = useLog(by, deed);
  return (
    <>
      {log.query.isSuccess && (
        <p role="status" className="flex flex-wrap gap-x-4 text-sm text-muted">
          {log.lines[0]?.id === deed ? words.fromDeed : words.noDeed}
          <Link {...toAdmin("audit")} search={by === "staff" ? {} : { by }} className={linkLook}>
            {words.fromLatest}
          </Link>
        </p>
      )}
      <Lines log={log} deed={deed} />
    </>
  );
}

function Lines({ log, deed }: { log: ReturnType<typeof useLog>; deed: string | null }) {
  const list = useRef<HTMLOListElement>(null);
  const broken = log.pages.flatMap((page) => page.broken);
  const isShown = deed !== null && log.lines.some(({ id }) => id === deed);
  useComeTo(list, isShown ? deedPlace(deed) : null);
  return (
    <>
      {log.query.isSuccess && <AuditNotice broken={broken} />}
      <Paged pages={log} nothing={words.none}>
        {(lines) => (
          <ol ref={list} className="flex flex-col">
            {lines.map((line) => (
              <li
                key={line.id}
                id={line.isDeed ? deedPlace(line.id) : undefined}
                tabIndex={-1}
                aria-current={line.id === deed ? "location" : undefined}
                className="border-t border-line py-3 outline-none aria-[current]:bg-accent-soft"
              >
                <AccountLink line={line} />
                {broken.some((one) => isIt(line, one)) && (
                  <p className="text-sm font-medium text-bad">{words.notWritten}</p>
                )}
                <StoryLine line={{ ...line, title: titleOf(line) }} />
              </li>
            ))}
          </ol>
        )}
      </Paged>
    </>
  );
}

/** An account is named by a deed also where the line is the staff's. */
const isIt = ({ accountId, isDeed, seq }: Line, broken: Log["broken"][number]): boolean =>
  broken.atSeq === seq && broken.accountId === (isDeed ? null : accountId);

const AccountLink = ({ line: { accountId, accountName, seq, isDeed } }: { line: Line }) =>
  accountId !== null && (
    <Link
      {...toAdmin(`accounts/${accountId}`)}
      {...(seq === null || isDeed ? {} : { hash: storyPlace(seq) })}
      className={`${linkLook} text-sm`}
    >
      {accountName}
    </Link>
  );

const deeds: ReadonlyMap<string, string> = new Map(Object.entries(auditTexts.deeds));
const titleOf = ({ action, title }: Line): string => deeds.get(action) ?? title;
