import type { ListPage } from "../ports/stripe-lists.ts";
import type { Doctor } from "./doctor.ts";

export type Listing = {
  /** Hands everything that is listed on, page by page: nothing of it stays in memory. */
  through<T>(
    list: (cursor: string | null) => Promise<ListPage<T>>,
    keep: (items: T[]) => Promise<void>,
  ): Promise<void>;
  listed(): number;
};

export type ListingOptions = Pick<Doctor, "inPace"> & {
  signal: AbortSignal;
  /** How many objects there were so far, over all lists. */
  tell: (listed: number) => void;
};

/** Goes through lists of Stripe one after the other, at the pace that is given. */
export function listAll({ inPace, signal, tell }: ListingOptions): Listing {
  let listed = 0;
  return {
    through: async <T>(
      list: (cursor: string | null) => Promise<ListPage<T>>,
      keep: (items: T[]) => Promise<void>,
    ) => {
      for (let cursor: string | null = null; ; ) {
        signal.throwIfAborted();
        const from: string | null = cursor;
        const page: ListPage<T> = await inPace(() => list(from));
        await keep(page.items);
        listed += page.items.length;
        tell(listed);
        if (page.next === null) return;
        cursor = page.next;
      }
    },
    listed: () => listed,
  };
}
