import { useMutation, useQueryClient } from "@tanstack/react-query";
import { trpc } from "../../../app/idem.ts";

/** Lets the demo customers buy. What there is of them is seen as they come. */
export function useSeeding() {
  const queries = useQueryClient();
  return useMutation(
    trpc.admin.demo.seed.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: trpc.admin.pathKey() }),
    }),
  );
}

export type Seeding = ReturnType<typeof useSeeding>;
