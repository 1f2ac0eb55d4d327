/** An id where an object was asked for is a fault of ours: the expansion was forgotten. */
export function expanded<T extends { id: string }>(value: string | T | null): T | null {
  if (typeof value === "string") throw new TypeError(`Expected ${value} to be expanded.`);
  return value;
}
