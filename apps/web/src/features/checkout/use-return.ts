import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useSubscription } from "@trpc/tanstack-react-query";
import { useEffect, useState } from "react";
import { trpc } from "../../app/idem.ts";
import { isFinal, nextAskMs, type ReturnView, returnView } from "./return-view.ts";

/**
 * What became of a session: told live by the server, and asked for beside it with back-off in case the live line does
 * not come through (a proxy, a lost connection). Whichever knows first is shown.
 */
export function useReturn(sessionId: string): { view: ReturnView; checkAgain: () => void } {
  const cache = useQueryClient();
  const status = trpc.checkout.status;
  const query = status.queryOptions({ sessionId });
  const asked = useQuery({
    ...query,
    staleTime: 0,
    retry: false,
    refetchInterval: ({ state }) =>
      nextAskMs(state.data, state.dataUpdateCount + state.errorUpdateCount),
  });
  const isDone = asked.data !== undefined && isFinal(asked.data);
  useSubscription(
    trpc.checkout.statusLive.subscriptionOptions(
      { sessionId },
      { enabled: !isDone, onData: (answer) => cache.setQueryData(query.queryKey, answer) },
    ),
  );
  const [waitedMs, restart] = useWaited(!isDone);
  useEffect(() => {
    if (isDone) void cache.invalidateQueries({ queryKey: trpc.billing.pathKey() });
  }, [isDone, cache]);
  return {
    view: returnView(asked.data, { waitedMs, hasFailed: asked.errorUpdateCount >= 4 }),
    checkAgain: () => {
      restart();
      void asked.refetch();
    },
  };
}

/** Time spent waiting, in ms, to the nearest five seconds: no finer than anything depends on it. */
function useWaited(isWaiting: boolean): [waitedMs: number, restart: () => void] {
  const [startedAtMs, setStarted] = useState(() => Date.now());
  const [nowMs, setNow] = useState(startedAtMs);
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setInterval(() => setNow(Date.now()), 5_000);
    return () => clearInterval(timer);
  }, [isWaiting]);
  return [
    nowMs - startedAtMs,
    () => {
      setStarted(Date.now());
      setNow(Date.now());
    },
  ];
}
