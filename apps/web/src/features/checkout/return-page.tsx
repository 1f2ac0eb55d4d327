import { useSearch } from "@tanstack/react-router";
import { returnTexts } from "../../texts/return.ts";
import { Button } from "../../ui/button.tsx";
import { PageHeading } from "../../ui/page-heading.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { ReturnAnswer } from "./return-answer.tsx";
import type { ReturnView } from "./return-view.ts";
import { useReturn } from "./use-return.ts";

const words = returnTexts;

/** Where people land after paying. Reloading it, or coming back to it, only asks again: nothing is done here. */
export function ReturnPage() {
  const { session_id } = useSearch({ from: "/checkout/return" });
  return (
    <div className="max-w-xl">
      {session_id === undefined ? <Unknown /> : <Known key={session_id} sessionId={session_id} />}
    </div>
  );
}

const Unknown = () => <ReturnAnswer answer={{ is: "unknown", next: "none", message: "" }} />;

function Known({ sessionId }: { sessionId: string }) {
  const { view, checkAgain } = useReturn(sessionId);
  if (view.is === "settled") return <ReturnAnswer key={view.answer.is} answer={view.answer} />;
  const { title, body } = wordsOf(view);
  const isWaiting = view.is === "checking" || view.is === "processing";
  return (
    <div className="flex flex-col items-start gap-4">
      <PageHeading key={title} title={title} alwaysFocus>
        {title}
      </PageHeading>
      <p role="status" className="flex items-center gap-3 text-lg text-muted">
        {isWaiting && <Spinner />}
        {body}
      </p>
      {!isWaiting && (
        <Button look="plain" onClick={checkAgain}>
          {words.check}
        </Button>
      )}
    </div>
  );
}

function wordsOf(view: Exclude<ReturnView, { is: "settled" }>): { title: string; body: string } {
  switch (view.is) {
    case "checking":
      return { title: words.checking, body: words.checkingBody };
    case "processing":
      return { title: words.processing, body: view.message };
    case "later":
      return { title: words.later, body: words.laterBody };
    case "unreachable":
      return { title: words.unreachable, body: words.unreachableBody };
  }
}
