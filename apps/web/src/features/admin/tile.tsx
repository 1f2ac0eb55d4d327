import type { ReactNode } from "react";

/** One figure with its name. */
export const Tile = ({
  term,
  isBad = false,
  children,
}: {
  term: string;
  isBad?: boolean;
  children: ReactNode;
}) => (
  <div className="flex flex-col gap-1 border-t border-line pt-3">
    <dt className="text-sm text-muted">{term}</dt>
    <dd className={`text-xl font-semibold ${isBad ? "text-bad" : ""}`}>{children}</dd>
  </div>
);
