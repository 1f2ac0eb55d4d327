import type { Invariant } from "@idem/domain";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type Answers, trpc } from "../../../app/idem.ts";
import { adminTexts } from "../../../texts/admin/admin.ts";
import { duplicatesTexts } from "../../../texts/admin/duplicates.ts";
import { linkLook } from "../../../ui/link-look.ts";
import { Chip } from "../chip.tsx";
import { Loading } from "../loading.tsx";
import { Moment } from "../moment.tsx";
import { number } from "../number.ts";
import { toAdmin } from "../to-admin.ts";

const words = duplicatesTexts.findings;

type Check = NonNullable<Answers["admin"]["duplicates"]["findings"]>;

/** What the latest check of all accounts has found, by what must be true of every account. */
export function Findings({
  chosen,
  choose,
}: {
  chosen: Invariant | null;
  choose: (invariant: Invariant | null) => void;
}) {
  const check = useQuery(
    trpc.admin.duplicates.findings.queryOptions(
      { invariant: chosen },
      { staleTime: 0, refetchInterval: 5_000, placeholderData: keepPreviousData },
    ),
  );
  return (
    <section aria-labelledby="findings" className="flex flex-col gap-4 border-t border-line pt-5">
      <h2 id="findings" className="text-xl font-semibold">
        {words.title}
      </h2>
      <Loading query={check}>
        {(latest) =>
          latest === null ? (
            <div role="status">
              <p className="font-medium">{words.none}</p>
              <p className="text-muted">{words.noneBody}</p>
            </div>
          ) : (
            <>
              <p className="text-sm text-muted">
                <Moment at={new Date(latest.finishedAtMs).toISOString()} withTime /> ·{" "}
                {adminTexts.askedBy(latest.askedBy)} ·{" "}
                {words.checked(number(latest.listed), number(latest.looks))}
              </p>
              <Chips counts={latest.counts} chosen={chosen} choose={choose} />
              <Found check={latest} />
            </>
          )
        }
      </Loading>
    </section>
  );
}

const Chips = ({
  counts,
  chosen,
  choose,
}: Parameters<typeof Findings>[0] & { counts: Check["counts"] }) =>
  counts.length === 0 ? (
    <p role="status" className="font-medium">
      {words.healthy}
    </p>
  ) : (
    <fieldset className="flex flex-wrap gap-2">
      <legend className="sr-only">{words.show}</legend>
      <Chip isOn={chosen === null} onPress={() => choose(null)}>
        {words.all}
      </Chip>
      {counts.map(({ invariant, severity, says, count }) => (
        <Chip key={invariant} isOn={chosen === invariant} onPress={() => choose(invariant)}>
          {words.severities[severity]}: {says} {number(count)}
        </Chip>
      ))}
    </fieldset>
  );

const Found = ({ check: { found, counts } }: { check: Check }) => (
  <>
    <ul className="flex flex-col text-sm">
      {found.map((one) => (
        <li
          key={`${one.subject} ${one.invariant} ${one.words}`}
          className="grid gap-x-6 gap-y-1 border-t border-line py-3 md:grid-cols-[6rem_14rem_minmax(0,1fr)]"
        >
          <SeverityText severity={one.severity} />
          <Subject subject={one.subject} name={one.accountName} />
          <span className="min-w-0 break-words">{one.words}</span>
        </li>
      ))}
    </ul>
    {counts.some(({ count }) => count > found.length) && (
      <p className="text-sm text-muted">{words.more(number(found.length))}</p>
    )}
  </>
);

const SeverityText = ({ severity }: { severity: Check["found"][number]["severity"] }) => (
  <span className={severity === "critical" ? "font-medium text-bad" : "text-warn"}>
    {words.severities[severity]}
  </span>
);

/** An account, or what at Stripe belongs to none. */
const Subject = ({ subject, name }: { subject: string; name: string | null }) =>
  name === null ? (
    <code className="break-all">{subject}</code>
  ) : (
    <Link {...toAdmin(`accounts/${subject}`)} className={linkLook}>
      {name}
    </Link>
  );
