import type { Quote } from "@idem/domain";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { trpc } from "../../app/idem.ts";
import { texts } from "../../texts/app.ts";
import { payTexts } from "../../texts/pay.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import type { CheckoutEvent } from "./checkout-reducer.ts";
import type { OpenSession } from "./checkout-state.ts";
import { showEmbeddedPage } from "./embedded-page.ts";
import { PaySkeleton } from "./pay-skeleton.tsx";
import { quoteSentence } from "./quote-sentence.ts";
import { useLeave } from "./use-leave.ts";

/** Often enough that a session which ran out, or was paid in another tab, is noticed before the form is filled in. */
const watchEveryMs = 15_000;

export function PayStep({
  session,
  quote,
  send,
}: {
  session: OpenSession;
  quote: Quote;
  send: (event: CheckoutEvent) => void;
}) {
  const leave = useLeave();
  const status = useQuery(
    trpc.checkout.status.queryOptions(
      { sessionId: session.sessionId },
      { refetchInterval: watchEveryMs, refetchOnWindowFocus: "always", staleTime: 0 },
    ),
  );
  const [tries, setTries] = useState(1);
  const became = status.data?.is;
  const isPaid = became === "active" || became === "processing" || became === "failed";
  useEffect(() => {
    if (isPaid) leave({ is: "paid", sessionId: session.sessionId });
  }, [isPaid, leave, session.sessionId]);
  return (
    <div className="flex min-w-0 flex-col gap-5">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
        <p>{quoteSentence(quote)}</p>
        <Button look="quiet" onClick={() => send({ event: "went_back" })}>
          {payTexts.back}
        </Button>
      </div>
      {became === "expired" ? (
        <Notice title={payTexts.expiredTitle} tone="warn" takesFocus>
          <p>{payTexts.expired}</p>
          <p>
            <Button onClick={() => send({ event: "session_expired" })}>{payTexts.restart}</Button>
          </p>
        </Notice>
      ) : (
        <Frame key={tries} session={session} send={send} retry={() => setTries(tries + 1)} />
      )}
    </div>
  );
}

type Loading = { is: "loading" } | { is: "shown" } | { is: "blocked" };

/** Stripe's page in a card of reserved height; if it cannot load, why, and two other ways to pay. */
function Frame({
  session,
  send,
  retry,
}: {
  session: OpenSession;
  send: (event: CheckoutEvent) => void;
  retry: () => void;
}) {
  const target = useRef<HTMLDivElement>(null);
  const leave = useLeave();
  const [loading, setLoading] = useState<Loading>({ is: "loading" });
  const paid = useEffectEvent(() => leave({ is: "paid", sessionId: session.sessionId }));
  useEffect(() => {
    if (target.current === null) return;
    return showEmbeddedPage({
      clientSecret: session.clientSecret,
      target: target.current,
      onShown: () => setLoading({ is: "shown" }),
      onComplete: () => paid(),
      onFailure: () => setLoading({ is: "blocked" }),
    });
  }, [session.clientSecret]);
  return (
    <>
      {loading.is === "loading" && <PaySkeleton />}
      {loading.is === "blocked" && (
        <Notice title={payTexts.blockedTitle} tone="bad" takesFocus>
          <p>{payTexts.blocked}</p>
          <p className="flex flex-wrap gap-3">
            <Button look="plain" onClick={retry}>
              {texts.retry}
            </Button>
            <Button look="plain" onClick={() => send({ event: "continued", ui: "hosted" })}>
              {payTexts.hosted}
            </Button>
          </p>
        </Notice>
      )}
      <section
        ref={target}
        aria-label={payTexts.frame}
        hidden={loading.is !== "shown"}
        className="min-h-[34rem] overflow-hidden rounded-xl border border-line bg-raised"
      />
    </>
  );
}
