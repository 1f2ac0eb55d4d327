/** Which group of objects one belongs to, e.g. its customer. `undefined`: none. */
export type IndexKey<T> = (value: T) => string | undefined;

export type Collection<T> = {
  get(id: string): T | undefined;
  /** Adds or replaces; answers what was there before. The place in the order stays that of the first put. */
  put(id: string, value: T): T | undefined;
  drop(id: string): T | undefined;
  /** Takes back the newest first put, so that a refused request leaves no gap in the order. */
  forget(id: string): void;
  size(): number;
  values(): IterableIterator<T>;
  /** Newest first, beginning after `afterId` when given; within one index group when given. */
  newestFirst(scope?: Scope): IterableIterator<[string, T]>;
  oldestFirst(scope?: Scope): IterableIterator<[string, T]>;
};

export type Scope = { index?: string; key?: string; afterId?: string };

/**
 * Objects of one kind in memory, in order of creation, with group indexes, so that neither a list
 * by customer nor a page in the middle of 100,000 objects walks over all of them.
 */
export function createCollection<T>(indexes: Record<string, IndexKey<T>> = {}): Collection<T> {
  const byId = new Map<string, T>();
  const place = new Map<string, number>();
  let order: (string | undefined)[] = [];
  const groups = new Map(
    Object.keys(indexes).map((name) => [name, new Map<string, Set<string>>()] as const),
  );

  const regroup = (id: string, before: T | undefined, after: T | undefined) => {
    for (const [name, keyOf] of Object.entries(indexes)) {
      const group = groups.get(name);
      const oldKey = before === undefined ? undefined : keyOf(before);
      const newKey = after === undefined ? undefined : keyOf(after);
      if (group === undefined || oldKey === newKey) continue;
      if (oldKey !== undefined) {
        const ids = group.get(oldKey);
        ids?.delete(id);
        if (ids?.size === 0) group.delete(oldKey);
      }
      if (newKey === undefined) continue;
      const ids = group.get(newKey);
      if (ids === undefined) group.set(newKey, new Set([id]));
      else ids.add(id);
    }
  };

  const remove = (id: string) => {
    const before = byId.get(id);
    const at = place.get(id);
    if (before === undefined || at === undefined) return undefined;
    regroup(id, before, undefined);
    byId.delete(id);
    place.delete(id);
    order[at] = undefined;
    if (order.length > 64 && order.length > byId.size * 2) closeGaps();
    return before;
  };

  const closeGaps = () => {
    order = order.filter((id) => id !== undefined);
    for (const [at, id] of order.entries()) if (id !== undefined) place.set(id, at);
  };

  const idsIn = (scope: Scope): (string | undefined)[] => {
    if (scope.index === undefined) return order;
    const ids = groups.get(scope.index)?.get(scope.key ?? "") ?? [];
    return [...ids].sort((left, right) => (place.get(left) ?? 0) - (place.get(right) ?? 0));
  };

  function* walk(scope: Scope, step: 1 | -1): IterableIterator<[string, T]> {
    const ids = idsIn(scope);
    const after = scope.afterId === undefined ? undefined : place.get(scope.afterId);
    const whole = scope.index === undefined;
    let at = step === 1 ? 0 : ids.length - 1;
    if (after !== undefined && whole) at = after + step;
    for (; at >= 0 && at < ids.length; at += step) {
      const id = ids[at];
      if (id === undefined) continue;
      if (after !== undefined && !whole && ((place.get(id) ?? 0) - after) * step <= 0) continue;
      const value = byId.get(id);
      if (value !== undefined) yield [id, value];
    }
  }

  return {
    get: (id) => byId.get(id),
    put: (id, value) => {
      const before = byId.get(id);
      if (before === undefined) {
        place.set(id, order.length);
        order.push(id);
      }
      regroup(id, before, value);
      byId.set(id, value);
      return before;
    },
    drop: remove,
    forget: (id) => {
      remove(id);
      while (order.length > 0 && order.at(-1) === undefined) order.pop();
    },
    size: () => byId.size,
    values: () => byId.values(),
    newestFirst: (scope = {}) => walk(scope, -1),
    oldestFirst: (scope = {}) => walk(scope, 1),
  };
}
