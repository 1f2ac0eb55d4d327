import { useMutation } from "@tanstack/react-query";
import { TRPCClientError } from "@trpc/client";
import { useRef } from "react";
import { field } from "../../../app/field.ts";
import { failureOf } from "../../../app/idem.ts";
import { newAttempt } from "../../checkout/new-attempt.ts";
import { useRefresh } from "../use-refresh.ts";

/**
 * `auditSeq`: its line in the story of the account; `wasSo`: it was so already, and that line is of whoever had it done;
 * `accountId` where that story is on another page; `deedId`: its line in the staff's own log, where it is about no single
 * account. `asksBank`: the customer has to confirm it. `said`: instead of "Done".
 */
export type Done = {
  is: "done";
  auditSeq: number | null;
  wasSo?: boolean;
  accountId?: string;
  deedId?: string | null;
  said?: string;
  asksBank?: boolean;
  amount?: number;
  currency?: string;
};

/** What an action may answer. */
type Answer = Done | { is: "refused"; reason: string; message: string };

export type Outcome =
  | { is: "done" }
  | { is: "refused"; message: string }
  /** It moves money, and the password was given too long ago. Nothing was done. */
  | { is: "password" }
  | { is: "failed"; failure: ReturnType<typeof failureOf> };

/**
 * One asking. It has one id until it is answered for good: a second press, one after the password, and one after a lost
 * answer are all the same asking, and happen once.
 */
export function useAdminAction(
  run: (actionId: string) => Promise<Answer>,
  onDone: (done: Done) => void,
) {
  const actionId = useRef<string | null>(null);
  const refresh = useRefresh();
  const mutation = useMutation({
    mutationFn: async (): Promise<Outcome> => {
      actionId.current ??= newAttempt();
      const answer = await run(actionId.current);
      const isInDoubt = answer.is === "refused" && answer.reason === "provider_unavailable";
      if (!isInDoubt) actionId.current = null;
      if (answer.is === "done") onDone(answer);
      return answer;
    },
    // Nobody waits for it: with Stripe silent, what it would show comes seconds after the answer.
    onSettled: () => {
      void refresh();
    },
  });
  return {
    press: () => {
      if (!mutation.isPending) mutation.mutate();
    },
    isPending: mutation.isPending,
    forget: mutation.reset,
    outcome: mutation.isError ? failed(mutation.error) : (mutation.data ?? null),
  };
}

function failed(error: unknown): Outcome {
  const data: unknown = error instanceof TRPCClientError ? error.data : null;
  return field(data, "code") === "PRECONDITION_FAILED"
    ? { is: "password" }
    : { is: "failed", failure: failureOf(error) };
}
