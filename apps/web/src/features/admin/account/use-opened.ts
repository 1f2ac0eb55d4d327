import { useState } from "react";

type Lines = readonly { id: string }[];

/**
 * Which chapters of a story are open. Remembered by their lines: a chapter grows while Stripe still tells, or becomes one
 * with the chapter before it, and stays open under whoever reads it.
 */
export function useOpened(): {
  isOpen: (chapter: Lines) => boolean;
  setOpen: (chapter: Lines, isOpen: boolean) => void;
} {
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  return {
    isOpen: (chapter) => chapter.some(({ id }) => opened.has(id)),
    setOpen: (chapter, isOpen) => {
      const ids = chapter.map(({ id }) => id);
      const others = [...opened].filter((id) => !ids.includes(id));
      setOpened(new Set(isOpen ? [...others, ...ids] : others));
    },
  };
}
