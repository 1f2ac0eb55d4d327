import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { trpc } from "../../app/idem.ts";
import { effectsTexts } from "../../texts/admin/effects.ts";
import { PageHeading } from "../../ui/page-heading.tsx";
import { WithDoneNotice } from "./account/done-notice.tsx";
import { EffectInDoubt } from "./effect-in-doubt.tsx";
import { Loading } from "./loading.tsx";
import { toAdmin } from "./to-admin.ts";
import { unlessAsking } from "./unless-asking.ts";

const words = effectsTexts;

/** Everything that is in doubt, over all accounts. Looked at anew every few seconds: most of it settles by itself. */
export function EffectsPage() {
  const effects = useQuery(
    trpc.admin.effects.inDoubt.queryOptions(undefined, {
      staleTime: 0,
      refetchInterval: unlessAsking(5_000),
    }),
  );
  return (
    <div className="flex flex-col gap-6">
      <WithDoneNotice>
        <PageHeading title={words.title}>{words.title}</PageHeading>
        <p className="max-w-prose text-muted">{words.lead}</p>
        <Loading query={effects}>
          {(found) =>
            found.length === 0 ? (
              <div role="status" className="border-t border-line py-8">
                <h2 className="text-lg font-semibold">{words.none}</h2>
                <p className="text-muted">{words.noneBody}</p>
              </div>
            ) : (
              <ul className="flex flex-col">
                {found.map((effect) => (
                  <li key={effect.id} className="border-t border-line py-4">
                    <Link
                      {...toAdmin(`accounts/${effect.accountId}`)}
                      className="inline-flex min-h-6 items-center text-sm text-accent underline underline-offset-4"
                    >
                      {effect.accountName}
                    </Link>
                    <EffectInDoubt effect={effect} />
                  </li>
                ))}
              </ul>
            )
          }
        </Loading>
      </WithDoneNotice>
    </div>
  );
}
