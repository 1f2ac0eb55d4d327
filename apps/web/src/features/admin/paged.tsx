import type { ReactNode } from "react";
import { adminTexts } from "../../texts/admin/admin.ts";
import { Button } from "../../ui/button.tsx";
import { Failed, Skeleton } from "./loading.tsx";
import type { Pages } from "./use-pages.ts";

/** Lines that one goes back through, with every state between nothing and the end. */
export function Paged<Line>({
  pages: { query, lines, showEarlier },
  nothing,
  more = adminTexts.earlier,
  children,
}: {
  pages: Pages<Line>;
  /** Said where there is no line. */
  nothing: string;
  more?: string;
  children: (lines: Line[]) => ReactNode;
}) {
  return (
    <>
      {query.isPending && <Skeleton />}
      {query.isError && <Failed error={query.error} retry={() => query.refetch()} />}
      {query.isSuccess && lines.length === 0 && (
        <p className="border-t border-line py-8 text-muted">{nothing}</p>
      )}
      {lines.length > 0 && children(lines)}
      {showEarlier !== null && (
        <p>
          <Button look="plain" busy={query.isPlaceholderData} onClick={showEarlier}>
            {more}
          </Button>
        </p>
      )}
    </>
  );
}
