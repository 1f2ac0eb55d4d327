/** Where a line of the account's own log stands on the page: what was done can be linked to. */
export const storyPlace = (seq: number): string => `entry-${seq}`;
