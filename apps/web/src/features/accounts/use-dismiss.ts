import { type RefObject, useEffect, useEffectEvent } from "react";

/** Closes what is open above the page: by Escape, by a press elsewhere, and when the focus goes elsewhere. */
export function useDismiss(
  box: RefObject<HTMLElement | null>,
  isOpen: boolean,
  close: () => void,
): void {
  const dismiss = useEffectEvent(close);
  useEffect(() => {
    if (!isOpen) return;
    const hear = (event: Event) => {
      if (event instanceof KeyboardEvent && event.key !== "Escape") return;
      const isInside = event.target instanceof Node && box.current?.contains(event.target);
      if (event instanceof KeyboardEvent || !isInside) dismiss();
    };
    const kinds = ["keydown", "pointerdown", "focusin"];
    for (const kind of kinds) document.addEventListener(kind, hear);
    return () => {
      for (const kind of kinds) document.removeEventListener(kind, hear);
    };
  }, [box, isOpen]);
}
