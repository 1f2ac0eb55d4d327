import { useQuery } from "@tanstack/react-query";
import { field } from "../../app/field.ts";
import { adminTexts as words } from "../../texts/admin/admin.ts";
import { stripeAddress } from "./stripe-address.ts";

/** Leads to an object in Stripe's own dashboard, or the local Stripe's; nothing where it has no page there. */
export function StripeLink({ id }: { id: string }) {
  const config = useQuery({
    queryKey: ["config"],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => readDashboard(await fetch("/api/config", { signal })),
  });
  const address = config.data == null ? null : stripeAddress(config.data, id);
  if (address === null) return null;
  return (
    <a
      href={address}
      target="_blank"
      rel="noreferrer"
      title={words.openInStripe}
      className="inline-flex min-h-6 min-w-6 items-center justify-center text-muted hover:text-ink"
    >
      <span className="sr-only">{words.openNamedInStripe(id)}</span>
      <svg viewBox="0 0 16 16" className="size-4" aria-hidden="true">
        <path
          d="M4.5 11.5 11.5 4.5M6 4.5h5.5V10"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.4"
        />
      </svg>
    </a>
  );
}

async function readDashboard(answer: Response): Promise<string | null> {
  const dashboard = field(await answer.json(), "stripeDashboard");
  return typeof dashboard === "string" ? dashboard : null;
}
