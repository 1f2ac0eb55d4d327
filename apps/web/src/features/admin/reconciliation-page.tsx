import { useMutation, useQuery } from "@tanstack/react-query";
import { type Answers, failureOf, idem, trpc } from "../../app/idem.ts";
import { adminTexts } from "../../texts/admin/admin.ts";
import { passesTexts } from "../../texts/admin/passes.ts";
import { Button } from "../../ui/button.tsx";
import { FailureText } from "../../ui/failure-text.tsx";
import { PageHeading } from "../../ui/page-heading.tsx";
import { Drifts } from "./drifts.tsx";
import { EarlierRuns, type Run } from "./earlier-runs.tsx";
import { Loading } from "./loading.tsx";
import { Moment } from "./moment.tsx";
import { number } from "./number.ts";
import { useLivePass } from "./use-live-pass.ts";
import { useRefresh } from "./use-refresh.ts";

const words = passesTexts;
type Pass = Answers["admin"]["passes"]["list"][number];

/** Whether our rows say what Stripe says: a pass over all accounts, as it goes on, and what the last ones have found. */
export function ReconciliationPage() {
  const me = useQuery(trpc.admin.me.queryOptions());
  const passes = useQuery(trpc.admin.passes.list.queryOptions(undefined, { staleTime: 0 }));
  const refresh = useRefresh();
  const begin = useMutation({
    mutationFn: () => idem.admin.passes.begin.mutate(),
    onSettled: refresh,
  });
  return (
    <div className="flex flex-col gap-6">
      <PageHeading title={words.title}>{words.title}</PageHeading>
      <p className="max-w-prose text-muted">{words.lead}</p>
      {me.data?.mayAct === true && (
        <p>
          <Button busy={begin.isPending} onClick={() => begin.mutate()}>
            {words.begin}
          </Button>
        </p>
      )}
      {begin.isError && (
        <div role="alert">
          <FailureText failure={failureOf(begin.error)} />
        </div>
      )}
      <Loading query={passes}>
        {([latest, ...earlier]) =>
          latest === undefined ? (
            <p className="border-t border-line py-8 text-muted">{words.none}</p>
          ) : (
            <>
              <LivePass key={latest.id} pass={latest} />
              <EarlierRuns title={words.history} runs={earlier.map(toRun)} />
            </>
          )
        }
      </Loading>
    </div>
  );
}

/** The latest pass, told anew as it goes on. */
function LivePass({ pass: first }: { pass: Pass }) {
  const { pass = first, found = [] } = useLivePass(first.id) ?? {};
  const isRunning = pass.state === "RUNNING";
  return (
    <section aria-labelledby="pass" className="flex flex-col gap-3 border-t border-line pt-5">
      <h2 id="pass" className="text-xl font-semibold">
        {isRunning ? words.running : words.finished}
      </h2>
      <p className="text-sm text-muted">
        <Moment at={new Date(pass.startedAtMs).toISOString()} withTime /> ·{" "}
        {adminTexts.askedBy(pass.askedBy)}
      </p>
      {isRunning && (
        <progress
          aria-label={words.running}
          max={Math.max(pass.expected, pass.listed, 1)}
          value={pass.listed}
          className="h-2 w-full max-w-xl accent-accent"
        />
      )}
      <p role="status">
        {words.progress(number(pass.listed), number(pass.expected))}. {words.looks(pass.looks)}.{" "}
        {outcomeText(pass)}
      </p>
      <Drifts found={found} />
    </section>
  );
}

const toRun = (pass: Pass): Run => ({
  id: pass.id,
  begunAtMs: pass.startedAtMs,
  what: <span>{outcomeText(pass)}</span>,
  askedBy: pass.askedBy,
});

function outcomeText({ state, healed, kept, note, listed, looks }: Pass): string {
  switch (state) {
    case "RUNNING":
      return listed + looks === 0 ? words.idle : words.found(healed, kept);
    case "FAILED":
      return words.failed(note ?? "");
    case "FINISHED":
      return healed + kept === 0 ? words.inSync : words.found(healed, kept);
  }
}
