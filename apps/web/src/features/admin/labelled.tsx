import { type ReactNode, useId } from "react";

/** What the field carries, so that its label and its note belong to it. */
export type Ties = { id: string; "aria-describedby"?: string };

/** A field with its label above it, and below it what there is to know or what is wrong. */
export function Labelled({
  label,
  isSmall = false,
  note,
  children,
}: {
  label: string;
  isSmall?: boolean;
  note?: ReactNode;
  children: (ties: Ties) => ReactNode;
}) {
  const id = useId();
  const noteId = `${id}-note`;
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className={`font-medium ${isSmall ? "text-xs text-muted" : "text-sm"}`}>
        {label}
      </label>
      {children(note === undefined ? { id } : { id, "aria-describedby": noteId })}
      {note !== undefined && (
        <div id={noteId} className="text-sm text-muted">
          {note}
        </div>
      )}
    </div>
  );
}
