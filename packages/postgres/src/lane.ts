import pLimit from "p-limit";

/** Lets only so many pieces of work run at a time; the others wait in memory, in order. */
export type Lane = <T>(work: () => Promise<T>) => Promise<T>;

export const createLane = (width: number): Lane => pLimit(width);
