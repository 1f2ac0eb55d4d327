import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { type Answers, failureOf, trpc } from "../../app/idem.ts";
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
    /** Whether it led somewhere. Stripe may take its time: whoever `isWanted` says has gone on meanwhile is not called back. */
    jump: async (id: string, isWanted: () => boolean = () => true): Promise<boolean> => {
      setSaid(null);
      try {
        const found = await cache.fetchQuery(trpc.admin.customers.find.queryOptions({ id }));
        if (!isWanted()) return false;
        if (found.is === "found") {
          const { accountId, customerId } = found;
          const search = customerId === undefined ? {} : { customer: customerId };
          await navigate({ ...toAdmin(`accounts/${accountId}`), search });
          return true;
        }
        setSaid(sayWhy(found, id));
      } catch (error) {
        setSaid(<FailureText failure={failureOf(error)} />);
      }
      return false;
    },
  };
}

type Found = Answers["admin"]["customers"]["find"];

function sayWhy(found: Exclude<Found, { is: "found" }>, id: string): string {
  switch (found.is) {
    case "refused":
      return found.message;
    case "of_nobody":
      return listTexts.ofNobody(found.customerId);
    case "not_found":
      return listTexts.notFound(id);
  }
}
