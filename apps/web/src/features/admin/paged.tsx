import type { ReactNode } from "react";
import { failureOf } from "../../app/idem.ts";
import { adminTexts } from "../../texts/admin/admin.ts";
import { texts } from "../../texts/app.ts";
import { Button } from "../../ui/button.tsx";
import { FailureText } from "../../ui/failure-text.tsx";
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
      {query.isPending && <div aria-hidden="true" className="h-56 rounded-lg bg-sunken" />}
      {query.isError && (
        <div role="alert" className="flex flex-col items-start gap-4">
          <FailureText failure={failureOf(query.error)} />
          <Button look="plain" onClick={() => query.refetch()}>
            {texts.retry}
          </Button>
        </div>
      )}
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
