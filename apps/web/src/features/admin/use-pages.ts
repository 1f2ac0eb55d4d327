import { keepPreviousData, type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useState } from "react";

/** Where the page before has ended. */
export type Before = { at: string; id: string };

type Page<Line, Place> = { lines: Line[]; next: Place | null };

export type Pages<Line> = {
  query: UseQueryResult<unknown>;
  lines: Line[];
  /** `null` at the end. */
  showEarlier: (() => void) | null;
};

const first: readonly null[] = [null];
const whileUnderWayMs = 2_000;

type Opened<Place> = { question: string; ends: readonly (Place | null)[] };

/**
 * Pages that one goes back through, each from where the last has ended; those that are open are read anew together.
 * `name` begins as the procedure is called, and another question begins at its first page. While a line is under way, they
 * are read again every two seconds.
 */
export function usePages<Line, Place = Before, Whole extends Page<Line, Place> = Page<Line, Place>>(
  [name, question]: readonly [name: string, question: string],
  ask: (before: Place | null) => Promise<Whole & Page<Line, Place>>,
  isUnderWay: (line: Line) => boolean = () => false,
): Pages<Line> & { pages: readonly Whole[] } {
  const [opened, setOpened] = useState<Opened<Place>>({ question, ends: first });
  const ends = opened.question === question ? opened.ends : first;
  const query = useQuery({
    // As tRPC names its own, so that all of the staff's questions are asked anew together.
    queryKey: [["admin", name, "pages"], question, ends],
    queryFn: () => Promise.all(ends.map(ask)),
    ...(ends.length > 1 ? { placeholderData: keepPreviousData } : {}),
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data?.some(({ lines }) => lines.some(isUnderWay)) ? whileUnderWayMs : false,
  });
  const next = query.data?.at(-1)?.next ?? null;
  return {
    query,
    pages: query.data ?? [],
    lines: query.data?.flatMap(({ lines }) => lines) ?? [],
    showEarlier: next === null ? null : () => setOpened({ question, ends: [...ends, next] }),
  };
}
