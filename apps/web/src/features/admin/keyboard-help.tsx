import { useEffect, useRef } from "react";
import { adminTexts } from "../../texts/admin/admin.ts";
import { keysTexts } from "../../texts/admin/keys.ts";
import { Button } from "../../ui/button.tsx";
import { isAsking } from "./is-asking.ts";
import { isTyping } from "./is-typing.ts";

const words = keysTexts;

/** What the keys do, on `?`; the browser's own dialog, so that Escape and the way back are its own too. */
export function KeyboardHelp() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "?" && !isTyping(event) && !isAsking()) dialog.current?.showModal();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return (
    <>
      <button
        type="button"
        aria-label={words.open}
        onClick={() => dialog.current?.showModal()}
        className="ml-auto inline-flex size-9 shrink-0 cursor-pointer items-center justify-center rounded-full text-muted hover:text-ink"
      >
        ?
      </button>
      <dialog
        ref={dialog}
        aria-labelledby="keys"
        className="m-auto w-full max-w-sm rounded-xl border border-line bg-raised p-6 text-ink backdrop:bg-black/40"
      >
        <h2 id="keys" className="text-lg font-semibold">
          {words.title}
        </h2>
        <dl className="mt-4 mb-6 grid grid-cols-[auto_1fr] gap-x-6 gap-y-2 text-sm">
          {words.rows.map(([key, does]) => (
            <div key={key} className="contents">
              <dt>
                <kbd className="rounded border border-line bg-sunken px-1.5 py-0.5 font-sans">
                  {key}
                </kbd>
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <Button look="plain" onClick={() => dialog.current?.close()}>
          {adminTexts.close}
        </Button>
      </dialog>
    </>
  );
}
