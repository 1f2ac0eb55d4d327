import { Field } from "@base-ui/react/field";
import type { ComponentProps, ReactNode } from "react";
import { inputLook } from "./input-look.ts";

/** A labelled text field; its error stands under it in words, is tied to it, and leaves the value alone. */
export function TextField({
  label,
  hint,
  error,
  aside,
  ...input
}: ComponentProps<"input"> & {
  label: string;
  name: string;
  hint?: string;
  error?: string | undefined;
  aside?: ReactNode;
}) {
  return (
    <Field.Root name={input.name} invalid={error !== undefined} className="flex flex-col gap-1.5">
      <Field.Label className="text-sm font-medium">{label}</Field.Label>
      <span className="relative flex">
        <Field.Control
          {...input}
          className={`${inputLook} ${aside === undefined ? "" : "pr-20"}`}
        />
        {aside}
      </span>
      {error === undefined && hint !== undefined && (
        <Field.Description className="text-sm text-muted">{hint}</Field.Description>
      )}
      <Field.Error match={error !== undefined} className="text-sm text-bad">
        {error}
      </Field.Error>
    </Field.Root>
  );
}
