import { useEffect, useState } from "react";
import { accountPageTexts } from "../../../texts/admin/account-page.ts";
import { longMoment } from "../../../ui/dates.ts";
import { timeAgo } from "../time-ago.ts";

const words = accountPageTexts;

/** How old it is what our rows say; the moment itself is in its title. Kept up to date while the page is open. */
export function LookedAt({ at }: { at: string | null }) {
  const nowMs = useMinutes();
  return (
    <p className="text-sm text-muted">
      {at === null ? (
        words.neverLooked
      ) : (
        <time dateTime={at} title={longMoment(at)}>
          {words.lookedAt(timeAgo(at, nowMs))}
        </time>
      )}
    </p>
  );
}

function useMinutes(): number {
  const [nowMs, setNowMs] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
}
