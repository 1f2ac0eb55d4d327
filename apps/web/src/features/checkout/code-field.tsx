import { useEffect, useId, useRef, useState } from "react";
import { checkoutTexts } from "../../texts/checkout.ts";
import { Disclosure, DisclosureArrow } from "../../ui/disclosure.tsx";
import { inputLook } from "../../ui/input-look.ts";
import { Spinner } from "../../ui/spinner.tsx";
import type { CheckoutEvent } from "./checkout-reducer.ts";
import type { CheckoutState } from "./checkout-state.ts";
import { effectPhrase } from "./quote-sentence.ts";

/**
 * The promotion code, checked while it is typed: there is no Apply button to miss. A quiet disclosure, opened by a code
 * in the address or by one that was turned down.
 */
export function CodeField({
  state,
  send,
}: {
  state: CheckoutState;
  send: (event: CheckoutEvent) => void;
}) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [isOpen, setOpen] = useState(state.typed !== "");
  const code = settledCode(state);
  const isRejected = code?.is === "rejected";
  useEffect(() => {
    if (state.codeAttention === 0) return;
    setOpen(true);
    const frame = requestAnimationFrame(() => input.current?.focus());
    return () => cancelAnimationFrame(frame);
  }, [state.codeAttention]);
  const clear = () => {
    send({ event: "code_removed" });
    input.current?.focus();
  };
  return (
    <Disclosure
      isOpen={isOpen}
      onToggle={setOpen}
      look="inline-flex min-h-9 items-center gap-2 font-medium text-accent hover:text-accent-strong"
      summary={
        <>
          <DisclosureArrow />
          {checkoutTexts.codeQuestion}
        </>
      }
    >
      <div className="flex flex-col gap-1.5 pt-2">
        <label htmlFor={`${id}-code`} className="text-sm font-medium">
          {checkoutTexts.codeLabel}
        </label>
        <input
          ref={input}
          id={`${id}-code`}
          name="promotion-code"
          value={state.typed}
          onChange={(event) => send({ event: "typed", text: event.target.value })}
          onPaste={() => queueMicrotask(() => setTimeout(() => send({ event: "code_settled" })))}
          onBlur={() => send({ event: "code_settled" })}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            send({ event: "code_settled" });
          }}
          autoComplete="off"
          autoCapitalize="characters"
          autoCorrect="off"
          spellCheck={false}
          maxLength={100}
          enterKeyHint="done"
          aria-invalid={isRejected || undefined}
          aria-describedby={`${id}-about`}
          className={`${inputLook} max-w-sm font-medium tracking-wide uppercase`}
        />
        <div id={`${id}-about`} className="flex min-h-9 items-center gap-3 text-sm">
          <CodeStatus state={state} clear={clear} />
        </div>
      </div>
    </Disclosure>
  );
}

function CodeStatus({ state, clear }: { state: CheckoutState; clear: () => void }) {
  const code = settledCode(state);
  if ((state.is === "editing" || state.is === "quoting") && state.typed.trim() !== "")
    return (
      <span className="late flex items-center gap-2 text-muted">
        <Spinner />
        {checkoutTexts.checking}
      </span>
    );
  if (code?.is === "applied")
    return (
      <span className="inline-flex items-center gap-1 rounded-full bg-accent-soft pl-3.5 text-ink">
        <span>
          <strong className="font-semibold">{code.code}</strong>,{" "}
          {effectPhrase(code, code.currency)}
        </span>
        <button
          type="button"
          onClick={clear}
          aria-label={checkoutTexts.remove(code.code)}
          className="grid size-8 cursor-pointer place-items-center rounded-full text-muted hover:text-ink"
        >
          <svg viewBox="0 0 12 12" aria-hidden="true" className="size-3">
            <path d="m2 2 8 8m0-8-8 8" stroke="currentColor" strokeWidth="1.5" />
          </svg>
        </button>
      </span>
    );
  if (code?.is === "rejected")
    return (
      <span className="flex flex-wrap items-baseline gap-x-3 text-bad">
        <span role="alert">{code.message}</span>
        <button
          type="button"
          onClick={clear}
          className="min-h-6 cursor-pointer text-accent underline underline-offset-4"
        >
          {checkoutTexts.clear}
        </button>
      </span>
    );
  return <span className="text-muted">{checkoutTexts.codeHint}</span>;
}

/** What the server said about the code in the field; nothing while another one is being typed or checked. */
function settledCode(state: CheckoutState) {
  if (state.is === "editing" || state.is === "quoting" || state.is === "quote_failed") return null;
  if (state.shown === null || state.shown.code.is === "none") return null;
  return { ...state.shown.code, currency: state.shown.currency };
}
