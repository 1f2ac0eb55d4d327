import { useState } from "react";
import { adminTexts as words } from "../../texts/admin.ts";

/** What something was made from, one press away, and drawn only then. */
export function RawJson({ value }: { value: unknown }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)} className="text-sm">
      <summary className="inline-flex min-h-6 cursor-pointer items-center text-muted hover:text-ink">
        {words.raw}
      </summary>
      {isOpen && (
        <pre className="mt-1 rounded-lg bg-sunken p-3 text-xs break-all whitespace-pre-wrap">
          {JSON.stringify(value, null, 2)}
        </pre>
      )}
    </details>
  );
}
