import type { SubscriptionStatus } from "@idem/domain";
import { Link } from "@tanstack/react-router";
import { adminTexts } from "../../../texts/admin/admin.ts";
import { dashboardTexts } from "../../../texts/admin/dashboard.ts";
import { number } from "../number.ts";
import { statusOrder, statusText } from "../status-text.ts";
import { Tile } from "../tile.tsx";
import { toAdmin } from "../to-admin.ts";
import type { Figures } from "./dashboard-page.tsx";

const words = dashboardTexts;
const quiet = "underline decoration-line underline-offset-4 hover:decoration-ink";

/** How many there are of each status, and what waits: each leads to those that it counts. */
export function RightNow({ figures }: { figures: Figures }) {
  const { statuses, effectsInDoubt, webhookLagSeconds } = figures;
  const counts = new Map(statuses.map(({ status, count }) => [status, count]));
  return (
    <section aria-labelledby="now" className="flex flex-col gap-3">
      <h2 id="now" className="text-xl font-semibold">
        {words.now}
      </h2>
      <dl className="grid grid-cols-2 gap-x-8 gap-y-4 sm:grid-cols-3 lg:grid-cols-5">
        {statusOrder.map((status) => (
          <Tile key={status} term={statusText(status)}>
            <StatusLink status={status}>{number(counts.get(status) ?? 0)}</StatusLink>
          </Tile>
        ))}
        <Tile term={words.inDoubt} isBad={effectsInDoubt > 0}>
          <Link {...toAdmin("effects")} className={quiet}>
            {number(effectsInDoubt)}
          </Link>
        </Tile>
        <Tile term={words.lag}>
          <Link {...toAdmin("webhooks")} search={{ state: "waiting" }} className={quiet}>
            {adminTexts.seconds(Math.round(webhookLagSeconds))}
          </Link>
        </Tile>
      </dl>
    </section>
  );
}

const StatusLink = ({ status, children }: { status: SubscriptionStatus; children: string }) => (
  <Link {...toAdmin("")} search={{ status }} className={quiet}>
    {children}
  </Link>
);
