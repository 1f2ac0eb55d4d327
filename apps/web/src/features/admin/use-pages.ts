import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";

/** Where the page before has ended. */
export type Before = { at: string; id: string };

type Page<Line, Place> = { lines: Line[]; next: Place | null };

const first: readonly null[] = [null];

type Opened<Place> = { question: string; ends: readonly (Place | null)[] };

/**
 * Pages that one goes back through, each from where the last has ended; those that are open are read anew together.
 * `name` begins as the procedure is called, and another question begins at its first page.
 */
export function usePages<Line, Place = Before>(
  [name, question]: readonly [name: string, question: string],
  ask: (before: Place | null) => Promise<Page<Line, Place>>,
) {
  const [opened, setOpened] = useState<Opened<Place>>({ question, ends: first });
  const ends = opened.question === question ? opened.ends : first;
  const pages = useQuery({
    // As tRPC names its own, so that all of the staff's questions are asked anew together.
    queryKey: [["admin", name, "pages"], question, ends],
    queryFn: () => Promise.all(ends.map(ask)),
    ...(ends.length > 1 ? { placeholderData: keepPreviousData } : {}),
    staleTime: 0,
  });
  const next = pages.data?.at(-1)?.next ?? null;
  return {
    pages,
    lines: pages.data?.flatMap(({ lines }) => lines) ?? [],
    /** `null` at the end. */
    showEarlier: next === null ? null : () => setOpened({ question, ends: [...ends, next] }),
  };
}
