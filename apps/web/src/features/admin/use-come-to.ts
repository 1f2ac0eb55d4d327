import { type RefObject, useEffect } from "react";

/** A link to a line works also where the line comes after the link was pressed; whoever reads on is not called back. */
export function useComeTo(list: RefObject<HTMLElement | null>, place: string | null): void {
  useEffect(() => {
    if (place === null) return;
    const line = list.current?.querySelector<HTMLElement>(`#${CSS.escape(place)}`);
    line?.scrollIntoView({ block: "center" });
    line?.focus();
  }, [place, list]);
}
