import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { trpc } from "../../app/idem.ts";
import { replaceTexts } from "../../texts/replace.ts";
import { Button, buttonLook } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import type { CheckoutEvent } from "./checkout-reducer.ts";
import type { RefusedState } from "./refusal-notice.tsx";
import { consequenceOf } from "./replace-notice.tsx";

/** A live subscription is never doubled: either it is changed, with its end and credit spelled out, or it is kept. */
export function AlreadySubscribed({
  state,
  send,
}: {
  state: RefusedState;
  send: (event: CheckoutEvent) => void;
}) {
  const { data } = useQuery(trpc.billing.current.queryOptions(undefined, { staleTime: 0 }));
  const subscription = data?.subscription;
  const current = subscription?.planName ?? replaceTexts.currentUnnamed;
  const isSame = subscription?.priceId === state.priceId;
  return (
    <Notice title={replaceTexts.title} tone="warn" takesFocus>
      <p>{isSame ? replaceTexts.same(current) : consequenceOf(subscription)}</p>
      <p className="flex flex-wrap gap-3">
        {!isSame && (
          <Button onClick={() => send({ event: "replacement_confirmed" })}>
            {replaceTexts.confirm(state.shown?.planName ?? "")}
          </Button>
        )}
        <Link to="/billing" className={buttonLook("plain")}>
          {isSame ? replaceTexts.seeBilling : replaceTexts.keep}
        </Link>
      </p>
    </Notice>
  );
}
