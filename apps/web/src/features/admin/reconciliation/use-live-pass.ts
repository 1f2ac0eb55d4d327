import { useQueryClient } from "@tanstack/react-query";
import { type Answers, idem, trpc } from "../../../app/idem.ts";
import { useLine } from "../use-line.ts";
import { passDriftsKey } from "./drifts.tsx";

export type Pass = Answers["admin"]["passes"]["list"][number];
type Told = Answers["admin"]["passes"]["live"] extends AsyncIterable<infer One> ? One : never;

/** A pass as it stands, told anew while it goes on; its findings are read again with it, and everything once it is over. */
export function useLivePass(pass: Pass): Pass {
  const { id: passId, state } = pass;
  const cache = useQueryClient();
  const told = useLine<Told>(
    state === "RUNNING" ? passId : null,
    (hear) => idem.admin.passes.live.subscribe({ passId }, hear),
    ({ is }) => {
      const queryKey = is === "over" ? trpc.admin.pathKey() : [["admin", passDriftsKey]];
      void cache.invalidateQueries({ queryKey });
    },
  );
  return told?.pass ?? pass;
}
