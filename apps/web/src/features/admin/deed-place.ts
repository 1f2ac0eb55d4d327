import { useLocation } from "@tanstack/react-router";

/** Where a deed of the staff stands on the page of the audit log: what was done can be linked to. */
export const deedPlace = (id: string): string => `deed-${id}`;

/** The deed that the address names. */
export function useNamedDeed(): string | null {
  const hash = useLocation({ select: (location) => location.hash });
  const [, id] = /^deed-([\w-]{1,90})$/.exec(hash) ?? [];
  return id ?? null;
}
