import type { ReactNode } from "react";

/** One line of what is known about a subscription. */
export const Fact = ({ term, children }: { term: string; children: ReactNode }) => (
  <div className="grid gap-x-6 gap-y-0.5 border-b border-line py-3.5 sm:grid-cols-[12rem_1fr]">
    <dt className="text-muted">{term}</dt>
    <dd>{children}</dd>
  </div>
);
