import { useNavigate, useRouter, useSearch } from "@tanstack/react-router";

/** Goes on to what was chosen before signing in: the plan with its code, the page that was asked for, or billing. */
export function useAfterSignIn(): () => Promise<void> {
  const { plan, promo, next } = useSearch({ strict: false });
  const navigate = useNavigate();
  const router = useRouter();
  return async () => {
    if (plan !== undefined)
      await navigate({
        to: "/checkout",
        search: { price: plan, ...(promo === undefined ? {} : { promo }) },
        replace: true,
      });
    else if (next !== undefined) router.history.replace(next);
    else
      await navigate({ to: "/plans", search: promo === undefined ? {} : { promo }, replace: true });
  };
}
