/** Something due at a moment of the local Stripe's clock. */
export type Appointment = { dueAtMs: number; kind: string; id: string };

export type Agenda = {
  /** The same appointment stands once, however often it is asked for. */
  add(appointment: Appointment): void;
  next(): Appointment | undefined;
  take(): Appointment | undefined;
  clear(): void;
};

/** A binary heap by due time. An appointment that is no longer wanted is recognised when it comes up. */
export function createAgenda(): Agenda {
  let heap: Appointment[] = [];
  const planned = new Set<string>();
  const keyOf = ({ kind, id, dueAtMs }: Appointment) => `${kind} ${id} ${dueAtMs}`;
  const due = (at: number) => heap[at]?.dueAtMs ?? Number.POSITIVE_INFINITY;
  const swap = (left: number, right: number) => {
    const [a, b] = [heap[left], heap[right]];
    if (a === undefined || b === undefined) return;
    heap[left] = b;
    heap[right] = a;
  };
  return {
    add: (appointment) => {
      const key = keyOf(appointment);
      if (planned.has(key)) return;
      planned.add(key);
      heap.push(appointment);
      for (let at = heap.length - 1; at > 0; ) {
        const parent = (at - 1) >> 1;
        if (due(parent) <= due(at)) break;
        swap(parent, at);
        at = parent;
      }
    },
    next: () => heap[0],
    take: () => {
      const first = heap[0];
      const last = heap.pop();
      if (first !== undefined) planned.delete(keyOf(first));
      if (first === undefined || last === undefined || heap.length === 0) return first;
      heap[0] = last;
      for (let at = 0; ; ) {
        const left = 2 * at + 1;
        const child = due(left + 1) < due(left) ? left + 1 : left;
        if (due(at) <= due(child)) break;
        swap(at, child);
        at = child;
      }
      return first;
    },
    clear: () => {
      planned.clear();
      heap = [];
    },
  };
}
