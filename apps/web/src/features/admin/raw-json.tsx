import { type ReactNode, useId, useState } from "react";
import { adminTexts as words } from "../../texts/admin/admin.ts";

/** What something was made from, one press away, and drawn only then: at the end of a line, and below all of it. */
export function RawJson({ value, children }: { value: unknown; children?: ReactNode }) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
        className="ml-auto inline-flex min-h-6 min-w-6 cursor-pointer items-center text-xs text-muted hover:text-ink"
      >
        {words.raw}
      </button>
      <div id={id} className="order-last basis-full empty:hidden">
        {isOpen && children}
        {isOpen && (
          <pre className="mt-1 rounded-lg bg-sunken p-3 text-xs break-all whitespace-pre-wrap">
            {JSON.stringify(value, null, 2)}
          </pre>
        )}
      </div>
    </>
  );
}
