import type { ReactNode } from "react";

/** One line of what is known about a subscription. */
export const Fact = ({ term, children }: { term: string; children: ReactNode }) => (
  <div className="grid gap-x-6 gap-y-0.5 border-b border-line py-3.5 sm:grid-cols-[12rem_1fr] sm:items-baseline">
    <dt className="text-muted">{term}</dt>
    <dd>{children}</dd>
  </div>
);

/** A fact with something to do about it: beside it on a desk, under it on a phone. */
export const Doable = ({ children, action }: { children: ReactNode; action: ReactNode }) => (
  <span className="flex flex-wrap items-baseline justify-between gap-x-6">
    <span className="min-w-0 break-words">{children}</span>
    <span>{action}</span>
  </span>
);
