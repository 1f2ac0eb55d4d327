import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { failureOf, trpc } from "../../app/idem.ts";
import { adminTexts as words } from "../../texts/admin/admin.ts";
import { PageHeading } from "../../ui/page-heading.tsx";
import { CommandPalette } from "./command-palette.tsx";
import { KeyboardHelp } from "./keyboard-help.tsx";
import { Failed } from "./loading.tsx";
import { pages } from "./pages.ts";
import { toAdmin } from "./to-admin.ts";

const tab =
  "inline-flex min-h-10 items-center border-b-2 border-transparent whitespace-nowrap text-sm text-muted hover:text-ink data-[status=active]:border-accent data-[status=active]:font-medium data-[status=active]:text-ink";

/** The frame of the staff’s pages. Who may not see them is told so; what they ask for, the server refuses anyway. */
export function AdminLayout({ children }: { children: ReactNode }) {
  const me = useQuery(trpc.admin.me.queryOptions());
  // A server that is away for a moment, or a session that ended, takes nobody's half-written reason from them.
  const isShut = me.isError && (me.data === undefined || failureOf(me.error).is === "refused");
  if (isShut) return <NotAllowed error={me.error} retry={() => me.refetch()} />;
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

function NotAllowed({ error, retry }: { error: unknown; retry: () => void }) {
  const failure = failureOf(error);
  const isRefused = failure.is === "refused";
  return (
    <div className="flex flex-col gap-4 py-10">
      <PageHeading title={words.title}>{isRefused ? words.notAllowed : words.title}</PageHeading>
      {isRefused ? (
        <p role="alert" className="text-muted">
          {words.notAllowedBody}
        </p>
      ) : (
        <Failed error={error} retry={retry} />
      )}
    </div>
  );
}
