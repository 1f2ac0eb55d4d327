import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { paletteTexts } from "../../texts/admin/palette.ts";
import { type Command, commandsFor } from "./commands-for.ts";
import { isAsking } from "./is-asking.ts";
import { Labelled } from "./labelled.tsx";
import { readSavedViews } from "./list/saved-view.ts";
import { fieldLook } from "./look.ts";
import { toAdmin } from "./to-admin.ts";
import { useJump } from "./use-jump.tsx";

const words = paletteTexts;

/** Anywhere by its name, on ⌘K or Ctrl K; the browser's own dialog, so that Escape and the way back are its own too. */
export function CommandPalette() {
  const dialog = useRef<HTMLDialogElement>(null);
  const [opening, setOpening] = useState(0);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      if (isAsking()) return;
      setOpening((last) => last + 1);
      dialog.current?.showModal();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-label={words.title}
      onClose={() => setOpening(0)}
      className="mx-auto mt-24 w-full max-w-lg rounded-xl border border-line bg-raised p-4 text-ink backdrop:bg-black/40"
    >
      {opening > 0 && <Commands key={opening} close={() => dialog.current?.close()} />}
    </dialog>
  );
}

function Commands({ close }: { close: () => void }) {
  const list = useRef<HTMLUListElement>(null);
  const navigate = useNavigate();
  const { jump, said } = useJump();
  const [text, setText] = useState("");
  const [views] = useState(readSavedViews);
  const [isLooking, setLooking] = useState(false);
  const isOpen = useRef(true);
  useEffect(() => {
    isOpen.current = true;
    return () => {
      isOpen.current = false;
    };
  }, []);
  const commands = commandsFor(text, views);

  async function follow({ to }: Command): Promise<void> {
    if ("id" in to) {
      setLooking(true);
      const isThere = await jump(to.id, () => isOpen.current);
      setLooking(false);
      if (isThere) close();
      return;
    }
    close();
    await navigate({ ...toAdmin(to.page), search: to.search });
  }

  /** From the field into the list, and from line to line. */
  function step(event: React.KeyboardEvent): void {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key] ?? 0;
    if (by === 0) return;
    event.preventDefault();
    const lines = [...(list.current?.querySelectorAll("button") ?? [])];
    const at = lines.findIndex((line) => line.matches(":focus"));
    lines[Math.min(Math.max(at + by, 0), lines.length - 1)]?.focus();
  }

  return (
    <form
      onKeyDown={step}
      onSubmit={(event) => {
        event.preventDefault();
        const [first] = commands;
        if (first !== undefined && !isLooking) void follow(first);
      }}
      className="flex flex-col gap-3"
    >
      <Labelled label={words.field}>
        {(ties) => (
          <input
            {...ties}
            ref={focusOnce}
            value={text}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setText(event.target.value)}
            className={`${fieldLook} w-full`}
          />
        )}
      </Labelled>
      <ul ref={list} className="flex max-h-80 flex-col overflow-y-auto">
        {commands.map((command) => (
          <li key={command.name}>
            <button
              type="button"
              onClick={() => follow(command)}
              className="min-h-9 w-full cursor-pointer rounded-lg px-3 text-left text-sm hover:bg-sunken focus-visible:bg-accent-soft"
            >
              {command.name}
            </button>
          </li>
        ))}
      </ul>
      <div role="status" className="text-sm">
        {isLooking ? words.looking : <span className="text-bad">{said}</span>}
      </div>
    </form>
  );
}

const focusOnce = (field: HTMLInputElement | null): void => field?.focus();
