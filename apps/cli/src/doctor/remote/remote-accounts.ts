import { inTime, type RemotePractice } from "./remote-practice.ts";

type Page = Awaited<ReturnType<RemotePractice["duplicates"]["accounts"]["query"]>>;

/** What a plan does with one account, step by step in words. */
export type RemoteAccount = Page["accounts"][number];

/** A plan's accounts, asked for page by page as they are gone through. */
export async function* remoteAccounts(
  practice: RemotePractice,
  planId: string,
): AsyncGenerator<RemoteAccount> {
  for (let after: Page["next"] = null; ; ) {
    const question = { planId, after, limit: 100 };
    const page: Page = await practice.duplicates.accounts.query(question, inTime(practice));
    yield* page.accounts;
    if (page.next === null) return;
    after = page.next;
  }
}
