import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { trpc } from "../../../app/idem.ts";
import { listTexts as words } from "../../../texts/admin/list.ts";
import { Button } from "../../../ui/button.tsx";
import type { Seeding } from "./use-seeding.ts";

/** Nothing that is asked for is there: what to do about it, and the button that does it. */
export const NoMatch = ({ clear }: { clear: () => void }) => (
  <Nothing title={words.none} body={words.noneBody}>
    <Button look="plain" onClick={clear}>
      {words.clearNone}
    </Button>
  </Nothing>
);

/** Nobody has bought yet. Where this is a demo, its customers are a press away. */
export function NoData({ seeding }: { seeding: Seeding }) {
  const me = useQuery(trpc.admin.me.queryOptions());
  if (me.data?.offersDemo !== true) return <Nothing title={words.empty} body={words.emptyBody} />;
  if (!me.data.mayAct)
    return <Nothing title={words.empty} body={`${words.emptyBody} ${words.seed.forAdmins}`} />;
  return (
    <Nothing title={words.empty} body={`${words.emptyBody} ${words.seed.offer}`}>
      <Button look="plain" busy={seeding.isPending} onClick={() => seeding.mutate()}>
        {words.seed.button}
      </Button>
    </Nothing>
  );
}

const Nothing = ({
  title,
  body,
  children,
}: {
  title: string;
  body: string;
  children?: ReactNode;
}) => (
  <div className="flex flex-col items-start gap-4 border-t border-line py-10">
    <div role="status" className="flex flex-col gap-1">
      <h2 className="text-lg font-semibold">{title}</h2>
      <p className="max-w-prose text-muted">{body}</p>
    </div>
    {children}
  </div>
);
