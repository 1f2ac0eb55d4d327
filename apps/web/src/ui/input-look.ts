export const inputLook =
  "min-h-11 w-full rounded-lg border border-edge bg-raised px-3.5 text-base text-ink placeholder:text-muted data-invalid:border-bad aria-invalid:border-bad";
