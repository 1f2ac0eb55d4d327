import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { failureOf } from "../../app/idem.ts";
import { texts } from "../../texts/app.ts";
import { Button } from "../../ui/button.tsx";
import { FailureText } from "../../ui/failure-text.tsx";

/** What is shown of a question: a grey place while it is asked, why it failed with a way on, or what came. */
export function Loading<T>({
  query,
  children,
  height = "h-56",
}: {
  query: UseQueryResult<T, unknown>;
  children: (data: T) => ReactNode;
  height?: string;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError)
    return (
      <div role="alert" className="flex flex-col items-start gap-4">
        <FailureText failure={failureOf(query.error)} />
        <Button look="plain" onClick={() => query.refetch()}>
          {texts.retry}
        </Button>
      </div>
    );
  return <div aria-hidden="true" className={`${height} rounded-lg bg-sunken`} />;
}
