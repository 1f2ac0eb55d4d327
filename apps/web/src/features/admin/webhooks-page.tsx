import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { z } from "zod";
import { type Answers, idem, trpc } from "../../app/idem.ts";
import { adminTexts } from "../../texts/admin/admin.ts";
import { webhooksTexts } from "../../texts/admin/webhooks.ts";
import { linkLook } from "../../ui/link-look.ts";
import { PageHeading } from "../../ui/page-heading.tsx";
import { ActionDialog } from "./account/action-dialog.tsx";
import { WithDoneNotice } from "./account/done-notice.tsx";
import { Choice } from "./choice.tsx";
import { Loading } from "./loading.tsx";
import { cellLook, headLook, rowLook } from "./look.ts";
import { Moment } from "./moment.tsx";
import { Paged } from "./paged.tsx";
import { StandingText } from "./standing-text.tsx";
import { Tile } from "./tile.tsx";
import { toAdmin } from "./to-admin.ts";
import { unlessAsking } from "./unless-asking.ts";
import { usePages } from "./use-pages.ts";

const words = webhooksTexts;
const states = ["all", "failed", "waiting"] as const;
const search = z.object({ state: z.enum(states).catch("all") });

type Event = Answers["admin"]["events"]["list"]["lines"][number];

/** What Stripe has sent, whether it was worked on, and the way to work on it again. */
export function WebhooksPage() {
  const { state } = search.parse(useSearch({ from: "/admin/$" }));
  const navigate = useNavigate();
  const me = useQuery(trpc.admin.me.queryOptions());
  const mayAct = me.data?.mayAct === true;
  const pages = usePages(["events", state], (before) =>
    idem.admin.events.list.query({ state, before }),
  );
  return (
    <div className="flex flex-col gap-6">
      <WithDoneNotice>
        <PageHeading title={words.title}>{words.title}</PageHeading>
        <Summary mayAct={mayAct} />
        <Choice
          legend={words.show}
          among={states}
          chosen={state}
          choose={(one) =>
            navigate({ ...toAdmin("webhooks"), search: one === "all" ? {} : { state: one } })
          }
          label={(one) => words.states[one]}
        />
        <Paged pages={pages} nothing={words.none}>
          {(events) => <Rows events={events} mayAct={mayAct} />}
        </Paged>
      </WithDoneNotice>
    </div>
  );
}

function Summary({ mayAct }: { mayAct: boolean }) {
  const summary = useQuery(
    trpc.admin.events.summary.queryOptions(undefined, {
      staleTime: 0,
      refetchInterval: unlessAsking(5_000),
    }),
  );
  return (
    <Loading query={summary} height="h-20">
      {({ lastReceivedAt, failed, waiting, lagSeconds }) => (
        <>
          <dl className="grid grid-cols-2 gap-x-8 gap-y-4 md:grid-cols-4">
            <Tile term={words.last}>
              {lastReceivedAt === null ? adminTexts.never : <Moment at={lastReceivedAt} withTime />}
            </Tile>
            <Tile term={words.failed} isBad={failed > 0}>
              {failed}
            </Tile>
            <Tile term={words.waiting}>{waiting}</Tile>
            <Tile term={words.lag}>{adminTexts.seconds(Math.round(lagSeconds))}</Tile>
          </dl>
          {mayAct && failed > 0 && (
            <div>
              <ActionDialog
                label={words.replayAll}
                consequence={words.replayAllBody(failed)}
                run={async (asked) => doneOf(await idem.admin.events.replayFailed.mutate(asked))}
              />
            </div>
          )}
        </>
      )}
    </Loading>
  );
}

const doneOf = ({ replayed, deedId }: Answers["admin"]["events"]["replay"]) =>
  ({ is: "done", auditSeq: null, deedId, said: words.replayed(replayed) }) as const;

const Rows = ({ events, mayAct }: { events: Event[]; mayAct: boolean }) => (
  <table className="w-full border-t border-line text-sm">
    <caption className="sr-only">{words.caption}</caption>
    <thead className="max-md:sr-only">
      <tr className="border-b border-line">
        {[words.received, words.event, words.account, words.standing, words.attempts].map(
          (text) => (
            <th key={text} scope="col" className={headLook}>
              {text}
            </th>
          ),
        )}
        <th scope="col" className={headLook}>
          <span className="sr-only">{words.replay}</span>
        </th>
      </tr>
    </thead>
    <tbody>
      {events.map((event) => (
        <Row key={event.id} event={event} mayAct={mayAct} />
      ))}
    </tbody>
  </table>
);

function Row({ event, mayAct }: { event: Event; mayAct: boolean }) {
  return (
    <tr className={rowLook}>
      <td className={`${cellLook} max-md:order-2 max-md:text-right`}>
        <Moment at={event.receivedAt} withTime />
      </td>
      <th scope="row" className={`${cellLook} font-normal`}>
        <span className="block font-medium">{event.type}</span>
        <code className="block text-xs text-muted">{event.id}</code>
      </th>
      <td className={`${cellLook} max-md:order-3`}>
        {event.accountId === null ? (
          <span className="text-muted">{words.unknownCustomer}</span>
        ) : (
          <Link {...toAdmin(`accounts/${event.accountId}`)} className={linkLook}>
            {event.stripeCustomerId}
          </Link>
        )}
      </td>
      <td className={`${cellLook} max-md:order-4 max-md:text-right`}>
        <StandingText standing={event.standing} />
      </td>
      <td className={`${cellLook} max-md:hidden`}>{event.attempts}</td>
      <td className={`${cellLook} max-md:order-5 md:pr-0 md:text-right`}>
        {mayAct && event.standing.is === "failed" && (
          <ActionDialog
            label={words.replay}
            name={words.replayNamed(event.id)}
            consequence={words.replayBody}
            run={async (asked) =>
              doneOf(await idem.admin.events.replay.mutate({ ...asked, id: event.id }))
            }
          />
        )}
      </td>
    </tr>
  );
}
