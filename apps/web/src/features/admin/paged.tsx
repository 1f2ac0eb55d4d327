import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { failureOf } from "../../app/idem.ts";
import { adminTexts } from "../../texts/admin.ts";
import { texts } from "../../texts/app.ts";
import { Button } from "../../ui/button.tsx";
import { FailureText } from "../../ui/failure-text.tsx";

/** Lines that one goes back through, with every state between nothing and the end. */
export function Paged({
  pages,
  showEarlier,
  isEmpty,
  nothing,
  more = adminTexts.earlier,
  children,
}: {
  pages: UseQueryResult<unknown, unknown>;
  showEarlier: (() => void) | null;
  isEmpty: boolean;
  nothing: ReactNode;
  more?: string;
  children: ReactNode;
}) {
  return (
    <>
      {pages.isPending && <div aria-hidden="true" className="h-56 rounded-lg bg-sunken" />}
      {pages.isError && (
        <div role="alert" className="flex flex-col items-start gap-4">
          <FailureText failure={failureOf(pages.error)} />
          <Button look="plain" onClick={() => pages.refetch()}>
            {texts.retry}
          </Button>
        </div>
      )}
      {pages.isSuccess && isEmpty ? nothing : children}
      {showEarlier !== null && (
        <p>
          <Button look="plain" busy={pages.isPlaceholderData} onClick={showEarlier}>
            {more}
          </Button>
        </p>
      )}
    </>
  );
}
