import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { type Answers, failureOf, trpc } from "../../app/idem.ts";
import { newAttempt } from "../checkout/new-attempt.ts";

type ActAnswer = Answers["billing"]["cancel"];

export type Outcome =
  | { is: "done" }
  | { is: "refused"; reason: string; message: string }
  | { is: "failed"; failure: ReturnType<typeof failureOf> };

/**
 * One button that changes the subscription. Its asking has one id until it is answered for good: a second press, a
 * retry after a lost connection and a press in doubt are all the same asking, and happen once.
 */
export function useAction(run: (actionId: string) => Promise<ActAnswer>): {
  press: () => void;
  isPending: boolean;
  outcome: Outcome | null;
  forget: () => void;
} {
  const actionId = useRef<string | null>(null);
  const queryClient = useQueryClient();
  const mutation = useMutation({
    mutationFn: async (): Promise<Outcome> => {
      actionId.current ??= newAttempt();
      const answer = await run(actionId.current);
      const isInDoubt = answer.is === "refused" && answer.reason === "provider_unavailable";
      if (!isInDoubt) actionId.current = null;
      return answer.is === "done"
        ? { is: "done" }
        : { is: "refused", reason: answer.reason, message: answer.message };
    },
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: trpc.billing.current.queryKey() }),
        queryClient.invalidateQueries({ queryKey: trpc.billing.invoices.queryKey() }),
      ]),
  });
  return {
    press: () => {
      if (!mutation.isPending) mutation.mutate();
    },
    isPending: mutation.isPending,
    outcome: mutation.isError
      ? { is: "failed", failure: failureOf(mutation.error) }
      : (mutation.data ?? null),
    forget: mutation.reset,
  };
}
