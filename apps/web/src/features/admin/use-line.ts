import type { Unsubscribable } from "@trpc/server/observable";
import { useEffect, useEffectEvent, useState } from "react";

type Hear<Told> = {
  onData: (told: Told) => void;
  onError: () => void;
  onComplete: () => void;
};

/** So long a line stays away that the server has refused, or ended after its hour. One that was cut the browser takes up. */
const againMs = 5_000;

/**
 * What a line of the server’s tells, from its first word on; `null` before, while there is no `name`, and while the line is
 * away. Each word is whole, so a line that is taken up again has lost nothing. Once it was told that it is over, that stays.
 */
export function useLine<Told extends { is: "running" | "over" }>(
  name: string | null,
  open: (hear: Hear<Told>) => Unsubscribable,
  heard: (told: Told) => void,
): Told | null {
  const [told, setTold] = useState<Told | null>(null);
  const [line, setLine] = useState(0);
  const openNow = useEffectEvent(open);
  const hear = useEffectEvent((next: Told) => {
    setTold(next);
    heard(next);
  });
  useEffect(() => {
    if (name === null) return undefined;
    let isOver = false;
    let again: ReturnType<typeof setTimeout> | undefined;
    const takeUp = () => {
      if (isOver) return;
      setTold(null);
      again = setTimeout(() => setLine(line + 1), againMs);
    };
    const live = openNow({
      onData: (next) => {
        isOver = next.is === "over";
        hear(next);
      },
      onError: takeUp,
      onComplete: takeUp,
    });
    return () => {
      clearTimeout(again);
      live.unsubscribe();
      setTold(null);
    };
  }, [name, line]);
  return told;
}
