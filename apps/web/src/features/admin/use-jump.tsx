import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { failureOf, trpc } from "../../app/idem.ts";
import { listTexts } from "../../texts/admin/list.ts";
import { FailureText } from "../../ui/failure-text.tsx";
import { toAdmin } from "./to-admin.ts";

/** To the account of an id, wherever it is known; `said`: why it did not lead there. */
export function useJump() {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [said, setSaid] = useState<ReactNode>(null);
  return {
    said,
    /** Whether it led somewhere. */
    jump: async (id: string): Promise<boolean> => {
      setSaid(null);
      try {
        const found = await cache.fetchQuery(trpc.admin.customers.find.queryOptions({ id }));
        if (found.is === "found") {
          await navigate(toAdmin(`accounts/${found.accountId}`));
          return true;
        }
        setSaid(found.is === "refused" ? found.message : listTexts.notFound(id));
      } catch (error) {
        setSaid(<FailureText failure={failureOf(error)} />);
      }
      return false;
    },
  };
}
