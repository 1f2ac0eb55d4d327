import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import type { Destination } from "./checkout-state.ts";

/** Carries the visitor to where the checkout ends: the provider's own page, or what became of the payment. */
export function useLeave(): (to: Destination) => void {
  const navigate = useNavigate();
  return useCallback(
    (to) => {
      if (to.is === "hosted") window.location.assign(to.url);
      else if (to.sessionId === null) void navigate({ to: "/billing" });
      else
        void navigate({
          to: "/checkout/return",
          search: { session_id: to.sessionId },
          // Paid is paid: "back" leads to where the checkout began, not to its pay step.
          replace: true,
        });
    },
    [navigate],
  );
}
