import { type RefObject, useEffect } from "react";
import { isTyping } from "./is-typing.ts";

const steps: ReadonlyMap<string, number> = new Map([
  ["j", 1],
  ["ArrowDown", 1],
  ["k", -1],
  ["ArrowUp", -1],
]);

/** `j` and `k` go from line to line of a list; each line's own link takes the focus, so Enter opens it by itself. */
export function useLineKeys(list: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const step = steps.get(event.key);
      if (step === undefined || isTyping(event)) return;
      const lines = [...(list.current?.querySelectorAll<HTMLElement>("[data-line]") ?? [])];
      const at = lines.findIndex((line) => line.matches(":focus"));
      // Arrows scroll the page until somebody has gone into the list.
      if (at < 0 && event.key.startsWith("Arrow")) return;
      const next = lines[at < 0 ? 0 : Math.min(Math.max(at + step, 0), lines.length - 1)];
      if (next === undefined) return;
      event.preventDefault();
      next.focus();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [list]);
}
