import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { z } from "zod";
import { type Answers, idem } from "../../app/idem.ts";
import { auditTexts } from "../../texts/admin/audit.ts";
import { linkLook } from "../../ui/link-look.ts";
import { PageHeading } from "../../ui/page-heading.tsx";
import { storyPlace } from "./account/story-place.ts";
import { Choice } from "./choice.tsx";
import { Paged } from "./paged.tsx";
import { StoryLine } from "./story-line.tsx";
import { toAdmin } from "./to-admin.ts";
import { usePages } from "./use-pages.ts";

const words = auditTexts;
const choices = ["staff", "anybody"] as const;
const search = z.object({ by: z.enum(choices).catch("staff") });

type Line = Answers["admin"]["audit"]["list"]["lines"][number];

/** Who did what, over all accounts; first of all what people of the staff did. */
export function AuditPage() {
  const { by } = search.parse(useSearch({ from: "/admin/$" }));
  const navigate = useNavigate();
  const pages = usePages(["audit", by], (before) => idem.admin.audit.list.query({ by, before }));
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
      <Paged pages={pages} nothing={words.none}>
        {(lines) => (
          <ol className="flex flex-col">
            {lines.map((line) => (
              <li key={line.id} className="border-t border-line py-3">
                <AccountLink line={line} />
                <StoryLine line={{ ...line, title: titleOf(line) }} />
              </li>
            ))}
          </ol>
        )}
      </Paged>
    </div>
  );
}

const AccountLink = ({ line: { accountId, accountName, seq } }: { line: Line }) =>
  accountId !== null && (
    <Link
      {...toAdmin(`accounts/${accountId}`)}
      {...(seq === null ? {} : { hash: storyPlace(seq) })}
      className={`${linkLook} text-sm`}
    >
      {accountName}
    </Link>
  );

const deeds: ReadonlyMap<string, string> = new Map(Object.entries(auditTexts.deeds));
const titleOf = ({ action, title }: Line): string => deeds.get(action) ?? title;
