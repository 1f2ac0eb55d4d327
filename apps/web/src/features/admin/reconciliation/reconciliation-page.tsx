import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { trpc } from "../../../app/idem.ts";
import { adminTexts } from "../../../texts/admin/admin.ts";
import { passesTexts as words } from "../../../texts/admin/passes.ts";
import { linkLook } from "../../../ui/link-look.ts";
import { PageHeading } from "../../../ui/page-heading.tsx";
import { WithDoneNotice } from "../account/done-notice.tsx";
import { Loading } from "../loading.tsx";
import { toAdmin } from "../to-admin.ts";
import { BeginPass } from "./begin-pass.tsx";
import { EarlierPasses } from "./earlier-passes.tsx";
import { type PassView, readPassView, toPassSearch } from "./pass-search.ts";
import { PassSection } from "./pass-section.tsx";
import type { Pass } from "./use-live-pass.ts";

/** A pass that somebody else begins is shown without a press; one that runs tells of itself. */
const listAgainMs = 15_000;

/** Whether our rows say what Stripe says: a pass over all accounts, as it goes on, and what each has found. */
export function ReconciliationPage() {
  const view = readPassView(useSearch({ from: "/admin/$" }));
  const navigate = useNavigate();
  const show = (changes: Partial<PassView>) =>
    navigate({ ...toAdmin("reconciliation"), search: toPassSearch({ ...view, ...changes }) });
  const me = useQuery(trpc.admin.me.queryOptions());
  const passes = useQuery(
    trpc.admin.passes.list.queryOptions(undefined, { staleTime: 0, refetchInterval: listAgainMs }),
  );
  return (
    <div className="flex flex-col gap-6">
      <WithDoneNotice>
        <PageHeading title={words.title}>{words.title}</PageHeading>
        <p className="max-w-prose text-muted">{words.lead}</p>
        {me.data?.mayAct === true && (
          <BeginPass showLatest={() => void show({ pass: null, kind: null, kept: null })} />
        )}
        {me.data?.mayAct === false && (
          <p className="text-sm text-muted">{adminTexts.supportOnly}</p>
        )}
        <Loading query={passes}>
          {(all) => (
            <>
              {view.pass === null ? (
                <LatestPass pass={all[0]} view={view} show={show} />
              ) : (
                <NamedPass
                  key={view.pass}
                  passId={view.pass}
                  isLatest={view.pass === all[0]?.id}
                  view={view}
                  show={show}
                />
              )}
              <EarlierPasses passes={all.filter(({ id }) => id !== (view.pass ?? all[0]?.id))} />
            </>
          )}
        </Loading>
      </WithDoneNotice>
    </div>
  );
}

type Showing = { view: PassView; show: (changes: Partial<PassView>) => void };

const LatestPass = ({ pass, ...showing }: Showing & { pass: Pass | undefined }) =>
  pass === undefined ? (
    <section className="flex flex-col gap-2 border-t border-line py-8">
      <h2 className="text-lg font-semibold">{words.none}</h2>
      <p className="text-muted">{words.noneBody}</p>
    </section>
  ) : (
    <PassSection key={pass.id} pass={pass} isLatest {...showing} />
  );

/** The pass that the address names, however many there were since. */
function NamedPass({
  passId,
  isLatest,
  ...showing
}: Showing & { passId: string; isLatest: boolean }) {
  const pass = useQuery(
    trpc.admin.passes.pass.queryOptions(
      { passId },
      { staleTime: 0, refetchInterval: isLatest ? listAgainMs : false },
    ),
  );
  return (
    <>
      <Link {...toAdmin("reconciliation")} search={{}} className={`${linkLook} w-fit text-sm`}>
        {words.toLatest}
      </Link>
      <Loading query={pass}>
        {(found) =>
          found === null ? (
            <h2 className="border-t border-line py-8 text-lg font-semibold">{words.unknown}</h2>
          ) : (
            <PassSection pass={found} isLatest={isLatest} {...showing} />
          )
        }
      </Loading>
    </>
  );
}
