import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { failureOf, trpc } from "../../app/idem.ts";
import { adminTexts as words } from "../../texts/admin/admin.ts";
import { FailureText } from "../../ui/failure-text.tsx";
import { PageHeading } from "../../ui/page-heading.tsx";
import { CommandPalette } from "./command-palette.tsx";
import { KeyboardHelp } from "./keyboard-help.tsx";
import { pages } from "./pages.ts";
import { toAdmin } from "./to-admin.ts";

const tab =
  "inline-flex min-h-10 items-center border-b-2 border-transparent whitespace-nowrap text-sm text-muted hover:text-ink data-[status=active]:border-accent data-[status=active]:font-medium data-[status=active]:text-ink";

/** The frame of the staff’s pages. Who may not see them is told so; what they ask for, the server refuses anyway. */
export function AdminLayout({ children }: { children: ReactNode }) {
  const me = useQuery(trpc.admin.me.queryOptions());
  if (me.isError) return <NotAllowed error={me.error} />;
  return (
    <div data-wide className="flex flex-col gap-8">
      <nav
        aria-label={words.title}
        className="flex flex-wrap items-center gap-x-6 border-b border-line"
      >
        {pages.map(({ page, name }) => (
          <Link
            key={page}
            {...toAdmin(page)}
            activeOptions={{ exact: page === "", includeSearch: false }}
            className={tab}
          >
            {name}
          </Link>
        ))}
        <CommandPalette />
        <KeyboardHelp />
      </nav>
      {children}
    </div>
  );
}

function NotAllowed({ error }: { error: unknown }) {
  const failure = failureOf(error);
  return (
    <div role="alert" className="flex flex-col gap-4 py-10">
      <PageHeading title={words.title}>
        {failure.is === "refused" ? words.notAllowed : words.title}
      </PageHeading>
      {failure.is === "refused" ? (
        <p className="text-muted">{words.notAllowedBody}</p>
      ) : (
        <FailureText failure={failure} />
      )}
    </div>
  );
}
