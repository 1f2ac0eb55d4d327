import { useEffect, useState } from "react";
import { type Answers, idem } from "../../app/idem.ts";

export type LivePass =
  Answers["admin"]["passes"]["live"] extends AsyncIterable<infer Told> ? Told : never;

/** How far a pass is, told anew as it goes on; `null` until the first word. A lost line is taken up again by itself. */
export function useLivePass(id: string): LivePass | null {
  const [told, setTold] = useState<LivePass | null>(null);
  useEffect(() => {
    const live = idem.admin.passes.live.subscribe({ id }, { onData: setTold });
    return () => live.unsubscribe();
  }, [id]);
  return told;
}
