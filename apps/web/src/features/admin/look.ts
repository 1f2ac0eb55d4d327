/** A quiet button of one line, for tools that stand close together. */
export const toolLook =
  "inline-flex min-h-9 cursor-pointer items-center justify-center gap-2 rounded-lg border border-edge bg-raised px-3 text-sm font-medium text-ink no-underline transition-colors hover:border-ink aria-disabled:opacity-60";

export const fieldLook =
  "min-h-9 rounded-lg border border-edge bg-raised px-3 text-sm text-ink placeholder:text-muted aria-invalid:border-bad";

export const cellLook = "py-2.5 pr-6 text-left align-baseline max-md:p-0";
export const headLook = "py-2 pr-6 text-left text-xs font-medium text-muted";
/** A table whose rows are cards on a phone, with the same cells in the same order. */
export const rowLook =
  "border-b border-line max-md:grid max-md:grid-cols-[1fr_auto] max-md:gap-x-4 max-md:gap-y-1 max-md:py-4";
