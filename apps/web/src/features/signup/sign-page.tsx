import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { trpc } from "../../app/idem.ts";
import { signTexts } from "../../texts/sign.ts";
import { PageHeading } from "../../ui/page-heading.tsx";

/** The frame of sign-up and sign-in: a narrow column that recalls what was chosen, so nobody wonders if it is lost. */
export function SignPage({
  title,
  lead,
  problem,
  children,
}: {
  title: string;
  lead?: string;
  problem: string | null;
  children: ReactNode;
}) {
  return (
    <div className="mx-auto flex max-w-md flex-col gap-6">
      <div className="flex flex-col gap-2">
        <PageHeading title={title}>{title}</PageHeading>
        <ChosenPlan fallback={lead} />
      </div>
      <p
        role="alert"
        className={problem === null ? "sr-only" : "border-l-2 border-bad bg-bad-soft px-4 py-3"}
      >
        {problem}
      </p>
      {children}
    </div>
  );
}

function ChosenPlan({ fallback }: { fallback: string | undefined }) {
  const { plan } = useSearch({ strict: false });
  const plans = useQuery(
    trpc.catalog.plans.queryOptions(undefined, { enabled: plan !== undefined }),
  );
  const chosen = plans.data?.find(
    (one) => one.key === plan || one.prices.some((price) => price.id === plan),
  );
  const text = chosen === undefined ? fallback : signTexts.chosen(chosen.name);
  return text === undefined ? null : <p className="text-muted">{text}</p>;
}
