import { useEffect, useRef, useState } from "react";
import { listTexts } from "../../../texts/admin/list.ts";
import { isTyping } from "../is-typing.ts";
import { Labelled } from "../labelled.tsx";
import { fieldLook } from "../look.ts";
import { useJump } from "../use-jump.tsx";
import { isId } from "./list-search.ts";

const words = listTexts;
const typingMs = 250;

/** Narrows the list while one types; an id that is pasted leads to its account at once. `/` comes here. */
export function SearchField({
  value,
  onChange,
}: {
  value: string;
  onChange: (value: string) => void;
}) {
  const field = useRef<HTMLInputElement>(null);
  const timer = useRef<number | undefined>(undefined);
  const [text, setText] = useState(value);
  const { jump, said } = useJump();
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "/" || isTyping(event)) return;
      event.preventDefault();
      field.current?.focus();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  useEffect(() => () => window.clearTimeout(timer.current), []);

  function settle(next: string, waitMs: number): void {
    window.clearTimeout(timer.current);
    const meant = next.trim();
    timer.current = window.setTimeout(() => (isId(meant) ? jump(meant) : onChange(meant)), waitMs);
  }

  return (
    <div className="flex flex-col gap-1.5">
      <Labelled label={words.search} note={words.searchHint}>
        {(ties) => (
          <input
            {...ties}
            ref={field}
            type="search"
            autoComplete="off"
            spellCheck={false}
            aria-keyshortcuts="/"
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              settle(event.target.value, typingMs);
            }}
            onKeyDown={(event) => event.key === "Enter" && settle(text, 0)}
            className={`${fieldLook} w-full max-w-2xl`}
          />
        )}
      </Labelled>
      <div role="status" className="text-sm text-bad">
        {said}
      </div>
    </div>
  );
}
