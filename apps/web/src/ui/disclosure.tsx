import type { ReactNode } from "react";

/** Something that is there when wanted and out of the way otherwise. The browser's own: keyboard and find-in-page work. */
export function Disclosure({
  summary,
  isOpen,
  onToggle,
  look,
  children,
}: {
  summary: ReactNode;
  isOpen: boolean;
  onToggle: (isOpen: boolean) => void;
  look: string;
  children: ReactNode;
}) {
  return (
    <details
      className="group"
      open={isOpen}
      onToggle={(event) => onToggle(event.currentTarget.open)}
    >
      <summary className={`cursor-pointer list-none [&::-webkit-details-marker]:hidden ${look}`}>
        {summary}
      </summary>
      {children}
    </details>
  );
}

/** Points right when closed and down when open. */
export const DisclosureArrow = () => (
  <svg
    viewBox="0 0 12 12"
    aria-hidden="true"
    className="size-3 transition-transform group-open:rotate-90"
  >
    <path d="m4 2 4 4-4 4" fill="none" stroke="currentColor" strokeWidth="1.5" />
  </svg>
);
