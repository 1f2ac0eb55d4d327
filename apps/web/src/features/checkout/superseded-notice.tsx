import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { trpc } from "../../app/idem.ts";
import { refusedTexts } from "../../texts/refused.ts";
import { buttonLook } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { seatsParam } from "./checkout-search.ts";
import { isQuestionOf, type Question } from "./checkout-state.ts";
import { newAttempt } from "./new-attempt.ts";
import type { RefusedState } from "./refusal-notice.tsx";

/**
 * The same attempt went on elsewhere (a duplicated tab, an old address). Either choice can count, but only by being
 * chosen: both ways start an attempt of their own, which cannot be behind anything.
 */
export function SupersededNotice({ state, attempt }: { state: RefusedState; attempt: string }) {
  const { data } = useQuery(trpc.billing.current.queryOptions(undefined, { staleTime: 0 }));
  const open = data?.openCheckout;
  const isOther = open != null && (!isQuestionOf(state, open) || open.attempt !== attempt);
  const link = ({ priceId, quantity, code }: Question) => ({
    price: priceId,
    attempt: newAttempt(),
    rev: 0,
    ...(code === null ? {} : { promo: code }),
    ...seatsParam(quantity),
    ...(state.replace ? { replace: true as const } : {}),
  });
  return (
    <Notice title={refusedTexts.superseded} tone="warn" takesFocus>
      <p>{refusedTexts.supersededBody}</p>
      <p className="flex flex-wrap gap-3">
        <Link to="/checkout" replace search={link(state)} className={buttonLook("plain")}>
          {refusedTexts.useThis}
        </Link>
        {isOther && (
          <Link to="/checkout" replace search={link(open)} className={buttonLook("plain")}>
            {refusedTexts.useNewest}
          </Link>
        )}
      </p>
    </Notice>
  );
}
