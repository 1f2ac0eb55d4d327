import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { type Answers, failureOf, trpc } from "../../app/idem.ts";
import { newAttempt } from "../checkout/new-attempt.ts";

type ActAnswer = Answers["billing"]["cancel"];

export type Outcome =
  | { is: "done" }
  | { is: "to_confirm"; url: string | null }
  | { is: "refused"; reason: string; message: string }
  | { is: "failed"; failure: ReturnType<typeof failureOf> };

/**
 * One button that changes the subscription. Its asking has one id until it is answered for good: a second press, a
 * retry after a lost connection and a press in doubt are all the same asking, and happen once.
 */
export function useAction(
  run: (actionId: string) => Promise<ActAnswer>,
  onDone: () => void = () => {},
): {
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
      return outcomeOf(answer);
    },
    onSuccess: (outcome) => {
      if (outcome.is === "done") onDone();
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

function outcomeOf(answer: ActAnswer): Outcome {
  switch (answer.is) {
    case "done":
      return { is: "done" };
    case "to_confirm":
      return { is: "to_confirm", url: answer.invoice?.url ?? null };
    case "refused":
      return { is: "refused", reason: answer.reason, message: answer.message };
  }
}
