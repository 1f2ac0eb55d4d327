import type { ComponentProps } from "react";

type Look = "main" | "plain" | "quiet";

const base =
  "inline-flex min-h-11 items-center justify-center gap-2 rounded-lg text-center text-base font-medium no-underline transition-colors";

const looks: Record<Look, string> = {
  main: "px-5 bg-accent text-on-accent hover:bg-accent-strong aria-disabled:opacity-60 aria-disabled:hover:bg-accent",
  plain: "px-5 border border-edge bg-raised text-ink hover:border-ink",
  quiet:
    "cursor-pointer text-accent underline underline-offset-4 decoration-1 hover:text-accent-strong",
};

/** The class names of a button, for links that look like one. */
export const buttonLook = (look: Look = "main"): string => `${base} ${looks[look]}`;

/**
 * A button that says it is busy instead of vanishing from the tab order: while `busy`, presses do nothing, the focus
 * stays where it is, and a screen reader still finds it.
 */
export function Button({
  look = "main",
  busy = false,
  onClick,
  className = "",
  type = "button",
  ...rest
}: ComponentProps<"button"> & { look?: Look; busy?: boolean }) {
  return (
    <button
      {...rest}
      type={type}
      aria-disabled={busy || undefined}
      className={`${buttonLook(look)} ${className}`}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    />
  );
}
