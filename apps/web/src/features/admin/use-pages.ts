import { useInfiniteQuery } from "@tanstack/react-query";

/** Where the page before has ended. */
export type Before = { at: string; id: string };

type Page<Line> = { lines: Line[]; next: Before | null };

/** Pages that one goes back through, each from where the last has ended. `name` begins as the procedure is called. */
export function usePages<Line>(
  [name, question]: readonly [name: string, question: unknown],
  ask: (before: Before | null) => Promise<Page<Line>>,
) {
  const pages = useInfiniteQuery({
    // As tRPC names its own, so that all of the admins' questions are asked anew together.
    queryKey: [["admin", name, "pages"], question],
    queryFn: ({ pageParam }) => ask(pageParam),
    initialPageParam: null as Before | null,
    getNextPageParam: ({ next }) => next,
    staleTime: 0,
  });
  return { pages, lines: pages.data?.pages.flatMap(({ lines }) => lines) ?? [] };
}
