import { useState } from "react";
import { adminTexts as words } from "../../texts/admin/admin.ts";
import { StripeLink } from "./stripe-link.tsx";

/** An id that can be taken along with one press, and leads to what it names at Stripe. `short`: stands for it in a line. */
export function CopiedId({ what, id, short }: { what: string; id: string; short?: string }) {
  const [isCopied, setCopied] = useState(false);
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      {short === undefined ? (
        <code title={id} className="min-w-0 truncate text-sm">
          {id}
        </code>
      ) : (
        <span title={id}>{short}</span>
      )}
      <button
        type="button"
        title={words.copy(id)}
        aria-label={words.copy(what)}
        className="inline-flex min-h-6 min-w-6 cursor-pointer items-center justify-center text-muted hover:text-ink"
        onClick={async () => {
          await navigator.clipboard.writeText(id);
          setCopied(true);
        }}
      >
        <svg viewBox="0 0 16 16" className="size-4" aria-hidden="true">
          <path
            d={isCopied ? "m3 8.5 3.5 3.5L13 5" : "M5.5 5.5h7v8h-7zM3.5 10.5v-8h7"}
            fill="none"
            stroke="currentColor"
            strokeWidth="1.4"
          />
        </svg>
      </button>
      <StripeLink id={id} />
      <span role="status" className="sr-only">
        {isCopied ? words.copied : ""}
      </span>
    </span>
  );
}
