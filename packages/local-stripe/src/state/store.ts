import { type Collection, createCollection, type IndexKey } from "./collection.ts";
import { type Journal, memoryJournal, openJournal, type Write } from "./journal.ts";
import { collectionIndexes, type KindName, type Kinds, kindNames } from "./kinds.ts";

export type Collections = { readonly [Name in KindName]: Collection<Kinds[Name]> };

export type Store = Collections & {
  /** Writes what changed since the last commit to the journal. */
  commit(): void;
  /** Takes back what changed since the last commit. */
  rollback(): void;
  clear(): void;
  close(): void;
};

type Undo = () => void;

/** All objects in memory, every change in the journal when `statePath` is given. */
export function openStore(statePath?: string): Store {
  let pending: Write[] = [];
  let undo: Undo[] = [];

  const recorded = <T>(name: string, indexes: Record<string, IndexKey<T>>): Collection<T> => {
    const plain = createCollection<T>(indexes);
    return {
      ...plain,
      put: (id, value) => {
        const before = plain.put(id, value);
        pending.push([name, id, value]);
        undo.push(() => (before === undefined ? plain.forget(id) : plain.put(id, before)));
        return before;
      },
      drop: (id) => {
        const before = plain.drop(id);
        if (before === undefined) return undefined;
        pending.push([name, id, null]);
        undo.push(() => plain.put(id, before));
        return before;
      },
    };
  };

  const collections = Object.fromEntries(
    kindNames.map((name) => [
      name,
      recorded<unknown>(name, untyped(collectionIndexes[name] ?? {})),
    ]),
  ) as Collections;
  const anyCollection = (name: string): Collection<unknown> | undefined =>
    Object.entries(collections).find(([known]) => known === name)?.[1] as
      | Collection<unknown>
      | undefined;

  const replay = ([name, id, value]: Write) => {
    const collection = anyCollection(name);
    if (value === null) collection?.drop(id);
    else collection?.put(id, value);
  };
  function* live(): Iterable<Write> {
    for (const name of kindNames) {
      for (const [id, value] of collections[name].oldestFirst()) yield [name, id, value];
    }
  }
  const settle = () => {
    pending = [];
    undo = [];
  };

  const journal: Journal =
    statePath === undefined ? memoryJournal : openJournal(statePath, replay, live);
  settle();

  return {
    ...collections,
    commit: () => {
      journal.append(pending);
      settle();
    },
    rollback: () => {
      for (const step of undo.reverse()) step();
      settle();
    },
    clear: () => {
      for (const name of kindNames) {
        for (const [id] of [...collections[name].oldestFirst()]) collections[name].drop(id);
      }
    },
    close: () => journal.close(),
  };
}

/** One collection, with its kind known to the compiler even where it is a type parameter. */
export const collectionOf = <Name extends KindName>(
  store: Collections,
  kind: Name,
): Collection<Kinds[Name]> => store[kind];

/** The index functions of one kind are only ever called with values of that kind. */
const untyped = (indexes: object) => indexes as Record<string, IndexKey<unknown>>;
