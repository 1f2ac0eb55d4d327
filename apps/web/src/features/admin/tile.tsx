import type { ReactNode } from "react";

/** One figure with its name. */
export const Tile = ({
  term,
  isBad = false,
  isPart = false,
  children,
}: {
  term: string;
  isBad?: boolean;
  /** One of many that make up something larger. */
  isPart?: boolean;
  children: ReactNode;
}) => (
  <div className="flex min-w-0 flex-col gap-1 border-t border-line pt-3">
    <dt className="text-sm text-muted">{term}</dt>
    <dd
      className={`font-semibold break-words tabular-nums ${isPart ? "" : "text-xl"} ${isBad ? "text-bad" : ""}`}
    >
      {children}
    </dd>
  </div>
);
