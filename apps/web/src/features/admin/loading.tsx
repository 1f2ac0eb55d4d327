import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { type Failure, failureOf } from "../../app/idem.ts";
import { adminTexts as words } from "../../texts/admin/admin.ts";
import { texts } from "../../texts/app.ts";
import { Button } from "../../ui/button.tsx";
import { FailureText } from "../../ui/failure-text.tsx";
import { CopiedId } from "./copied-id.tsx";

/** What is shown of a question: a grey place while it is asked, why it failed with a way on, or what came. */
export function Loading<T>({
  query,
  children,
  height = "h-56",
  title,
}: {
  query: UseQueryResult<T, unknown>;
  children: (data: T) => ReactNode;
  height?: string;
  /** Where the page has no heading before its data is here. */
  title?: string;
}) {
  if (query.data !== undefined) return children(query.data);
  return (
    <>
      {title !== undefined && <h1 className="sr-only">{title}</h1>}
      {query.isError ? (
        <Failed error={query.error} retry={() => query.refetch()} />
      ) : (
        <Skeleton height={height} />
      )}
    </>
  );
}

/** A grey place as high as what will stand there; whoever does not see it is told that it loads. */
export const Skeleton = ({ height = "h-56" }: { height?: string }) => (
  <div aria-busy="true" className={`${height} rounded-lg bg-sunken`}>
    <span role="status" className="sr-only">
      {words.loading}
    </span>
  </div>
);

/** Why a question has no answer, with the id under which the log tells more, and a way to ask again. */
export const Failed = ({ error, retry }: { error: unknown; retry: () => void }) => (
  <div role="alert" className="flex flex-col items-start gap-4">
    <FailureWords failure={failureOf(error)} />
    <Button look="plain" onClick={retry}>
      {texts.retry}
    </Button>
  </div>
);

export function FailureWords({ failure }: { failure: Failure }) {
  if (failure.is !== "fault" || failure.requestId === null)
    return <FailureText failure={failure} />;
  return (
    <div className="flex max-w-full flex-col gap-1">
      <p>{words.fault}</p>
      <p className="flex max-w-full flex-wrap items-center gap-x-2 text-sm text-muted">
        {words.requestId} <CopiedId what={words.requestId} id={failure.requestId} />
      </p>
    </div>
  );
}
