/** Stripe names another object by its id, or has it whole where it was asked to expand it. */
export function idOf(one: string | { id: string }): string;
export function idOf(one: string | { id: string } | null): string | null;
export function idOf(one: string | { id: string } | null): string | null {
  return one === null || typeof one === "string" ? one : one.id;
}
