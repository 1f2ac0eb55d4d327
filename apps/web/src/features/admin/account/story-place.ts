import { useLocation } from "@tanstack/react-router";

/** Where a line of the account's own log stands on the page: what was done can be linked to. */
export const storyPlace = (seq: number): string => `entry-${seq}`;

/** The entry that the address names. */
export function useNamedEntry(): number | null {
  const hash = useLocation({ select: (location) => location.hash });
  const [, seq] = /^entry-([1-9]\d{0,8})$/.exec(hash) ?? [];
  return seq === undefined ? null : Number(seq);
}
