import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { trpc } from "../../app/idem.ts";
import { billingTexts as words } from "../../texts/billing.ts";
import { pastMoment } from "../../ui/dates.ts";
import { useInvoices } from "./use-invoices.ts";

/**
 * As of when this page is true, said only while the provider does not answer: this very page has just asked it for the
 * invoices. Everything else here comes from our own rows, at once, whatever the provider does.
 */
export function AsOfNote({ lookedAt }: { lookedAt: string | null }) {
  const isSilent = useInvoices().data?.is === "refused";
  const [wasSilent, setWasSilent] = useState(false);
  const cache = useQueryClient();
  useEffect(() => {
    if (isSilent) setWasSilent(true);
    else if (wasSilent) void cache.invalidateQueries({ queryKey: trpc.billing.current.queryKey() });
  }, [isSilent, wasSilent, cache]);
  return (
    <div role="status">
      {isSilent && (
        <div className="border-l-2 border-warn bg-warn-soft px-5 py-3">
          <p className="font-semibold">
            {lookedAt === null ? words.asOfUnknown : words.asOf(pastMoment(lookedAt, Date.now()))}
          </p>
          <p className="max-w-3xl">{words.asOfBody}</p>
        </div>
      )}
      {!isSilent && wasSilent && <p className="text-muted">{words.answersAgain}</p>}
    </div>
  );
}
