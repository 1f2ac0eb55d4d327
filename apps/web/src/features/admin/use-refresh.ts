import { useQueryClient } from "@tanstack/react-query";
import { trpc } from "../../app/idem.ts";

/** After something was done, everything that staff look at is read again. */
export function useRefresh(): () => Promise<void> {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: trpc.admin.pathKey() });
}
